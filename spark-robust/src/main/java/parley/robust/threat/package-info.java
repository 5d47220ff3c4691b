/**
 * What an attacker may do to a row.
 *
 * <p><b>Threat model</b>: a norm, a radius (the perturbation's epsilon), bounds of the features and
 * which of them can be attacked. <b>Box</b>: the lowest and highest values that a row's features
 * may take under it. <b>Feasible set</b>: the rows in the box that are no farther than the radius.
 *
 * <pre>{@code
 * ThreatModel threat =
 *     ThreatModel.of(Norm.LINF, 0.1, 64).withClip(0, 1).withAttackable(0, 1, 2);
 * FeasibleSet feasible = new FeasibleSet(threat);
 * feasible.boxes(rows, count, lower, upper);
 * feasible.step(rows, moved, gradients, lower, upper, i, 0.01);
 * }</pre>
 */
@NullMarked
package parley.robust.threat;

import org.jspecify.annotations.NullMarked;
