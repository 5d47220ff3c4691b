/**
 * Metrics of a classifier for each group of people, out of counts that one pass over the rows
 * brings back.
 *
 * <p><b>Favourable</b>: the label that is good for the person, such as a loan that is paid back.
 * <b>Sensitive column</b>: the groups that are compared. <b>Control column</b>: within each of its
 * values they are compared anew. <b>Vector</b>: the counts as whole numbers in a fixed order, to be
 * added up over data providers without showing them one by one.
 *
 * <pre>{@code
 * GroupCounts counts =
 *     new GroupCounter()
 *         .setLabelCol("paid").setFavorable("yes").setPredictionCol("score").setThreshold(0.5).setScoreOf("yes")
 *         .setSensitiveCols("sex").count(rows);
 * MetricFrame frame = MetricFrame.of(counts);
 * frame.difference("truePositiveRate").get();
 * }</pre>
 */
@NullMarked
package parley.robust.audit.frame;

import org.jspecify.annotations.NullMarked;
