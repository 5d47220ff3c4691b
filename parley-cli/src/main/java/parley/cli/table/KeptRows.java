package parley.cli.table;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.TableRow;

/** The rows of a partition without a missing value, one after the other. For one thread. */
final class KeptRows implements Iterator<LabelledRows.Row> {
  private final Iterator<TableRow> rows;
  private final RowParser reader;
  private LabelledRows.@Nullable Row next;

  KeptRows(Iterator<TableRow> rows, RowParser reader) {
    this.rows = rows;
    this.reader = reader;
    advance();
  }

  private void advance() {
    next = null;
    while (next == null && rows.hasNext()) {
      next = reader.read(rows.next());
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public LabelledRows.Row next() {
    LabelledRows.Row row = next;
    if (row == null) {
      throw new NoSuchElementException();
    }
    advance();
    return row;
  }
}
