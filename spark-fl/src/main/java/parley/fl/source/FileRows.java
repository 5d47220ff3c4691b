package parley.fl.source;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import scala.collection.Iterator;

/** The rows of one file, one after the other. For one thread. */
final class FileRows implements PartitionReader<InternalRow> {
  private final Iterator<InternalRow> rows;
  private InternalRow row = InternalRow.empty();

  FileRows(Iterator<InternalRow> rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    return true;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  /** Spark's readers close their file when the task ends as well. */
  @Override
  public void close() throws IOException {
    if (rows instanceof Closeable open) {
      open.close();
    }
  }
}
