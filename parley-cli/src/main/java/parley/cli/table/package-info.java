/**
 * Comma-separated files as numbers: what the commands read before anything is computed.
 *
 * <ul>
 *   <li><b>table</b>: a file's cells as text, each row with the line it starts on;
 *   <li><b>missing</b>: a cell that is empty, {@code ?} or {@code NA};
 *   <li><b>labelled rows</b>: the chosen feature columns as numbers, the label as 0 or 1.
 * </ul>
 *
 * <pre>{@code
 * CsvTable table = CsvTable.read(Path.of("patients.csv"));
 * LabelledRows rows =
 *     new ColumnChoice("diagnosis", "malignant", List.of(), List.of("id"), null).read(table);
 * TrainTestSplit split = TrainTestSplit.every(rows, 5, 0);
 * }</pre>
 */
@NullMarked
package parley.cli.table;

import org.jspecify.annotations.NullMarked;
