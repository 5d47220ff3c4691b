package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import parley.error.InvalidDataException;
import parley.robust.data.RowBlock;
import scala.Tuple2;

/** Deals rows to lanes by their keys, and sorts each lane: the same however the rows came. */
public final class Lanes {
  private Lanes() {}

  /**
   * One block a partition, with all rows of a lane; lazy.
   *
   * @throws InvalidDataException in the tasks, if two rows have the same key
   */
  public static JavaRDD<RowBlock> of(JavaRDD<RowBlock> blocks, int lanes, int features) {
    return blocks
        .flatMapToPair(block -> rows(block, features))
        .partitionBy(new HashPartitioner(lanes))
        .mapPartitions(rows -> List.of(sorted(rows, features)).iterator());
  }

  private static Iterator<Tuple2<Long, KeyedRow>> rows(RowBlock block, int features) {
    List<Tuple2<Long, KeyedRow>> rows = new ArrayList<>(block.count);
    for (int i = 0; i < block.count; i++) {
      double[] values = new double[features];
      System.arraycopy(block.rows, i * features, values, 0, features);
      rows.add(new Tuple2<>(block.keys[i], new KeyedRow(block.keys[i], block.labels[i], values)));
    }
    return rows.iterator();
  }

  private static RowBlock sorted(Iterator<Tuple2<Long, KeyedRow>> source, int features) {
    List<KeyedRow> rows = new ArrayList<>();
    source.forEachRemaining(pair -> rows.add(pair._2()));
    rows.sort(Comparator.comparingLong(KeyedRow::key));
    if ((long) rows.size() * features > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "cannot train: a lane has "
              + rows.size()
              + " rows of "
              + features
              + " features, which is more than an array holds; expected more lanes");
    }
    RowBlock lane = new RowBlock(rows.size(), features);
    for (KeyedRow row : rows) {
      int i = lane.count++;
      if (i > 0 && lane.keys[i - 1] == row.key) {
        throw new InvalidDataException(
            "cannot train: two rows have the same id, expected an id for each");
      }
      lane.keys[i] = row.key;
      lane.labels[i] = row.label;
      System.arraycopy(row.values, 0, lane.rows, i * features, features);
    }
    return lane;
  }

  @DefaultSerializer(JavaSerializer.class)
  private record KeyedRow(long key, int label, double[] values) implements Serializable {}
}
