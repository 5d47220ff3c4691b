package parley.cli.table.text;

import java.util.List;

/**
 * A row of a table as text.
 *
 * @param number its place in the table, from 0
 * @param line where it starts in a text file, from 1; 0 where there are no lines
 * @param cells one a column
 */
public record TableRow(long number, long line, List<String> cells) {

  /** A cell without the blanks around it. */
  public String cell(int column) {
    return cells.get(column).strip();
  }

  /** What the row is called in messages. */
  public String place() {
    return line > 0 ? "line " + line : "row " + number + " (from 0)";
  }
}
