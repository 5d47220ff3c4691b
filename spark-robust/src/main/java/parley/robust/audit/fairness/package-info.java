/**
 * Group fairness: whether a classifier treats groups of people alike, in the measures of Fairlearn
 * and AIF360, out of {@link parley.robust.audit.frame.GroupCounts} alone. No measure makes a model
 * fair, and most exclude each other: see {@link parley.robust.audit.fairness.Impossibility}.
 *
 * <p><b>Privileged</b>: the group that others are compared with. <b>Unprivileged</b>: all other
 * rows that were counted. <b>Base rate</b>: the share of favourable labels. <b>Calibrated</b>: of
 * the rows with a score of .7, 70 % have the favourable label.
 *
 * <pre>{@code
 * GroupCounts counts = counter.setBins(10).count(rows);
 * GroupFairness fairness = GroupFairness.of(counts, "male");
 * fairness.get("disparateImpact").get();
 * Calibration.of(counts, 0.95).byGroup().get("female").expectedError();
 * Impossibility.of(counts).explanation();
 * }</pre>
 */
@NullMarked
package parley.robust.audit.fairness;

import org.jspecify.annotations.NullMarked;
