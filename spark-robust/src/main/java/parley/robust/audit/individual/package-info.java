/**
 * Whether similar rows are treated alike, row by row and not group by group. What is similar is the
 * caller's decision: distances are Euclidean, over the features given, on their scale.
 *
 * <p><b>Consistency</b>: 1 less the mean difference between a row's prediction and the mean of its
 * nearest neighbours'. <b>Lipschitz violation</b>: two rows whose predictions differ by more than a
 * constant times their distance.
 *
 * <pre>{@code
 * double consistency = new ConsistencyEvaluator().setIdCol("id").evaluate(predictions);
 * LipschitzReport report =
 *     new LipschitzEvaluator().setIdCol("id").setPredictionCol("score").setConstant(2).report(scored);
 * report.worst().forEach(pair -> System.out.println(pair.firstId() + " " + pair.secondId()));
 * }</pre>
 */
@NullMarked
package parley.robust.audit.individual;

import org.jspecify.annotations.NullMarked;
