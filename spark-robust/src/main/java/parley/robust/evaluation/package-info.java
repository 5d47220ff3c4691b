/**
 * How robust a classifier is, in figures that can be put side by side.
 *
 * <p><b>Clean accuracy</b>: share of rows the model gets right as they are. <b>Robust accuracy</b>
 * at an epsilon: the share that it still gets right after an attack of at most that size; no attack
 * shows more than an upper bound but the exact worst case, which is known for linear models.
 * <b>Certified accuracy</b>: the share that is proved to stay right, of the smoothed model.
 * <b>Gradient masking</b>: gradients that mislead attacks, so that a model looks robust and is not.
 *
 * <pre>{@code
 * RobustnessReport report =
 *     new RobustnessStudy(model)
 *         .setPerturbationEpsilons(0.05, 0.1)
 *         .add("FGSM", new FastGradientSign().setClip(0, 1))
 *         .add("PGD", new ProjectedGradientDescent().setClip(0, 1).setIdCol("id"))
 *         .run(rows);
 * Files.writeString(Path.of("robustness.html"), report.toHtml());
 * }</pre>
 */
@NullMarked
package parley.robust.evaluation;

import org.jspecify.annotations.NullMarked;
