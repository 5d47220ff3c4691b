package parley.robust.audit.individual;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;
import parley.ml.column.RowKeys;

/**
 * Rows in blocks that follow from ids alone: spread by the id's hash and sorted by id, so a block
 * that is lost and made again is the same, whatever the partitions that the rows came in. All pairs
 * of blocks are formed on the executors; no row goes to the driver. Close it to free the blocks.
 */
final class ScoredRows implements AutoCloseable {
  private static final int BLOCK = 256;
  private static final int TASKS_PER_CORE = 4;

  private final JavaRDD<ScoredBlock> blocks;
  private final long count;

  private ScoredRows(JavaRDD<ScoredBlock> blocks, long count) {
    this.blocks = blocks;
    this.count = count;
  }

  /** Checks the columns, takes the sample and reads every row once. */
  static ScoredRows of(
      Dataset<?> dataset,
      String featuresCol,
      String predictionCol,
      String idCol,
      int sampleRows,
      long seed) {
    Columns.vectors(dataset.schema(), featuresCol);
    Columns.numbers(dataset.schema(), predictionCol);
    Columns.ids(dataset.schema(), idCol);
    Dataset<Row> rows =
        dataset.select(
            id(dataset, idCol).as("id"),
            Columns.column(featuresCol).as("features"),
            Columns.column(predictionCol).cast("double").as("score"));
    if (sampleRows > 0) {
      var key = functions.udf((UDF1<Object, Long>) id -> RowKeys.of(seed, id), DataTypes.LongType);
      rows =
          rows.withColumn("key", key.apply(col("id")))
              .orderBy("key", "id")
              .limit(sampleRows)
              .drop("key");
    }
    int cores = dataset.sparkSession().sparkContext().defaultParallelism();
    int parts = (int) Math.ceil(Math.sqrt((double) TASKS_PER_CORE * cores));
    JavaRDD<ScoredBlock> blocks =
        rows.repartition(parts, col("id"))
            .sortWithinPartitions("id")
            .toJavaRDD()
            .mapPartitionsWithIndex(Blocks::new, true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new ScoredRows(blocks, blocks.map(b -> (long) b.count()).fold(0L, Long::sum));
    } catch (RuntimeException e) {
      blocks.unpersist();
      throw e;
    }
  }

  private static Column id(Dataset<?> dataset, String idCol) {
    boolean text = dataset.schema().apply(idCol).dataType().equals(DataTypes.StringType);
    return text ? Columns.column(idCol) : Columns.column(idCol).cast("long");
  }

  /** How many rows there are. */
  long count() {
    return count;
  }

  int parts() {
    return blocks.getNumPartitions();
  }

  /** Each block with each, itself included, both ways round; a block's pairs follow each other. */
  JavaPairRDD<ScoredBlock, ScoredBlock> pairs() {
    return blocks.cartesian(blocks);
  }

  @Override
  public void close() {
    blocks.unpersist();
  }

  private static final class Blocks implements Iterator<ScoredBlock> {
    private final Iterator<Row> rows;
    private long next;
    private int features = -1;
    private @Nullable Object last;

    Blocks(int partition, Iterator<Row> rows) {
      this.rows = rows;
      next = (long) partition << 32;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public ScoredBlock next() {
      List<Row> some = new ArrayList<>(BLOCK);
      while (some.size() < BLOCK && rows.hasNext()) {
        some.add(named(rows.next()));
      }
      if (features < 0) {
        Vector first = some.get(0).getAs(1);
        features = first == null ? 0 : first.size();
      }
      return ScoredBlock.of(next++, some, features);
    }

    private Row named(Row row) {
      Object id = row.get(0);
      if (id == null) {
        throw new InvalidDataException(
            "cannot compare rows: one has no id, expected a whole number or a string");
      }
      if (Objects.equals(id, last)) {
        throw new InvalidDataException(
            "cannot compare rows: the id " + id + " occurs twice, expected each once");
      }
      last = id;
      return row;
    }
  }
}
