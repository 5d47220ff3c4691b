/**
 * Evasion attacks on trained classifiers as Spark ML stages: each adds the attacked vector, whether
 * it succeeds, and how far it is from the row.
 *
 * <p><b>Success</b>: the model errs on the attacked row (untargeted), or gives it the wanted label
 * (targeted). <b>Adversarial</b>: the attacked row, also where it does not succeed; a row that is
 * adversarial as it is stays as it is. <b>Restart</b>: one run of the attack from a start of its
 * own. Robust accuracy is 1 less the mean of success.
 *
 * <pre>{@code
 * Dataset<Row> attacked =
 *     new ProjectedGradientDescent()
 *         .setModel(model).setIdCol("id")
 *         .setPerturbationEpsilon(0.1).setAttackStep(0.01).setAttackIterations(100).setRestarts(20)
 *         .setClip(0, 1)
 *         .transform(rows);
 * }</pre>
 */
@NullMarked
package parley.robust.attack;

import org.jspecify.annotations.NullMarked;
