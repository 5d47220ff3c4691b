/**
 * Tables: the one way in which commands read rows, whatever the format, with one grammar of
 * numbers.
 *
 * <ul>
 *   <li><b>table</b>: cells as text, in an order that does not depend on partitions;
 *   <li><b>missing</b>: a cell that is empty, {@code ?} or {@code NA}, unless others are named;
 *   <li><b>labelled rows</b>: the chosen feature columns as numbers, the label as 0 or 1;
 *   <li><b>typed table</b>: a type a column, for audits.
 * </ul>
 *
 * <pre>{@code
 * Table table = Table.read(spark, "patients.csv", ReadSettings.DEFAULT);
 * LabelledRows rows =
 *     new ColumnChoice("diagnosis", "malignant", List.of(), List.of("id"), null).read(table);
 * TrainTestSplit split = TrainTestSplit.every(rows, 5, 0);
 * }</pre>
 */
@NullMarked
package parley.cli.table;

import org.jspecify.annotations.NullMarked;
