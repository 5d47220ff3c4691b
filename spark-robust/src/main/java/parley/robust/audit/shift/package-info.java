/**
 * Whether data still look like the reference a model was made with: column by column, all numeric
 * columns together, and by class.
 *
 * <p><b>Reference</b>: the rows to compare with, such as those of the training. <b>Data</b>: the
 * rows in question. <b>Reference statistics</b>: what is kept of a reference to compare without its
 * rows. <b>Label shift</b>: classes become more or less frequent, and each looks as before.
 *
 * <pre>{@code
 * ShiftStudy study = new ShiftStudy().setPredictionCol("prediction").setLabelCol("label");
 * ShiftReport report = study.run(reference, data);
 * report.shiftedFeatures(); // at a false discovery rate of 5 %
 * study.describe(reference).save(spark, "reference.json");
 * ShiftReport later =
 *     study.run(ReferenceStatistics.load(spark, "reference.json"), data);
 * }</pre>
 */
@NullMarked
package parley.robust.audit.shift;

import org.jspecify.annotations.NullMarked;
