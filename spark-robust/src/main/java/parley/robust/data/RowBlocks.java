package parley.robust.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.ml.column.Columns;
import parley.ml.column.RowKeys;
import parley.ml.column.RowReader;

/**
 * Rows of a DataFrame in blocks, for passes over the same data again and again. Immutable, so safe
 * for use by several threads.
 *
 * @param features column of vectors
 * @param label column of labels from 0
 * @param id column of ids; null if no random numbers are drawn
 * @param numFeatures length of a vector
 * @param numClasses number of labels
 * @param seed what the rows' keys follow from, besides the id
 */
@DefaultSerializer(JavaSerializer.class)
public record RowBlocks(
    String features, String label, @Nullable String id, int numFeatures, int numClasses, long seed)
    implements Serializable {
  private static final int SIZE = 64;

  /** The rows of a frame, block by block, in their partitions and order; lazy. */
  public JavaRDD<RowBlock> of(Dataset<?> frame) {
    Dataset<Row> used =
        id == null
            ? frame.select(Columns.column(features), Columns.column(label))
            : frame.select(Columns.column(features), Columns.column(label), Columns.column(id));
    return used.toJavaRDD().mapPartitions(Blocks::new);
  }

  private final class Blocks implements Iterator<RowBlock> {
    private final Iterator<Row> rows;
    private final RowReader reader = new RowReader(numFeatures, numClasses, id == null ? -1 : 2);

    Blocks(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public RowBlock next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      RowBlock block = new RowBlock(SIZE, numFeatures);
      while (block.count < SIZE && rows.hasNext()) {
        Row row = rows.next();
        int i = block.count++;
        reader.features(row, 0, block.rows, i * numFeatures);
        block.labels[i] = reader.label(row, 1);
        block.keys[i] = id == null ? 0 : RowKeys.of(seed, row.get(2));
      }
      return block;
    }
  }
}
