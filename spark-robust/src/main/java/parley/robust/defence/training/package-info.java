/**
 * Training of classifiers that hold out against perturbed rows.
 *
 * <p><b>Inner maximum</b>: the perturbation of a row that raises its loss most, found by an attack
 * or exactly. <b>Lane</b>: a fixed share of the rows, by a hash of their ids, in which gradients
 * are summed in a fixed order, so that a training does not depend on how rows are partitioned.
 * <b>Step</b>: one change of the weights from a batch; <b>epoch</b>: a pass over all rows.
 *
 * <p>Measure robustness by an attack of its own, such as projected gradient descent with 100 steps
 * and 10 restarts, never by the one in the training.
 *
 * <pre>{@code
 * Model<?> model =
 *     new AdversarialTrainer()
 *         .setModelType("mlp").setLayers(784, 128, 10).setIdCol("id")
 *         .setMethod("pgd").setPerturbationEpsilon(0.1).setClip(0, 1)
 *         .fit(rows);
 * }</pre>
 */
@NullMarked
package parley.robust.defence.training;

import org.jspecify.annotations.NullMarked;
