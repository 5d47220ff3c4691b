package parley.robust.attack;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import parley.ml.column.Columns;
import parley.ml.column.RowKeys;
import parley.ml.column.RowReader;
import parley.robust.threat.Norm;
import parley.robust.threat.ThreatModel;

/** Attacks the rows of a partition a block at a time, as they are asked for. */
final class AttackedRows implements Iterator<Row> {
  /** Enough rows to go through a network together, few enough for their arrays to stay cached. */
  private static final int BLOCK = 64;

  private final Iterator<Row> source;
  private final AttackPlaces places;
  private final RowReader reader;
  private final ThreatModel threat;
  private final Norm norm;
  private final AttackPlan.Attacker attacker;
  private final int features;
  private final AttackBlock block;
  private final Row[] waiting = new Row[BLOCK];
  private final Deque<Row> done = new ArrayDeque<>();

  private AttackedRows(Iterator<Row> source, AttackPlaces places, AttackPlan plan) {
    this.source = source;
    this.places = places;
    threat = plan.threat();
    norm = threat.norm();
    attacker = plan.start();
    features = plan.view().numFeatures();
    reader = new RowReader(features, plan.view().numClasses(), places.id());
    block = new AttackBlock(BLOCK, features);
  }

  /** The rows with the attack's columns; lazy. */
  static Dataset<Row> of(
      Dataset<Row> rows, StructType schema, AttackColumns columns, AttackPlan plan) {
    Broadcast<AttackPlan> shared =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()).broadcast(plan);
    AttackPlaces places = AttackPlaces.of(columns, rows.schema());
    MapPartitionsFunction<Row, Row> attack =
        partition -> new AttackedRows(partition, places, shared.value());
    Dataset<Row> attacked = rows.mapPartitions(attack, Encoders.row(schema));
    // Spark lets go of the columns' metadata here: of the attack's, and of those that were there.
    return attacked.select(
        Arrays.stream(schema.fields()).map(AttackedRows::described).toArray(Column[]::new));
  }

  private static Column described(StructField field) {
    return Columns.column(field.name()).as(field.name(), field.metadata());
  }

  @Override
  public boolean hasNext() {
    return !done.isEmpty() || source.hasNext();
  }

  @Override
  public Row next() {
    if (done.isEmpty()) {
      if (!source.hasNext()) {
        throw new NoSuchElementException();
      }
      read();
      attacker.attack(block);
      write();
    }
    return done.remove();
  }

  private void read() {
    int count = 0;
    while (count < BLOCK && source.hasNext()) {
      Row row = source.next();
      int from = count * features;
      reader.features(row, places.features(), block.input.rows, from);
      int outside = threat.firstOutside(block.input.rows, from);
      if (outside >= 0) {
        throw reader.refuse(
            row,
            "feature " + outside + " is outside its bounds",
            threat.clipLo(outside) + " to " + threat.clipHi(outside),
            String.valueOf(block.input.rows[from + outside]));
      }
      block.input.labels[count] = reader.label(row, places.label());
      block.targets[count] = places.target() < 0 ? -1 : reader.label(row, places.target());
      block.input.keys[count] =
          places.id() < 0 ? 0 : RowKeys.of(places.seed(), row.get(places.id()));
      waiting[count++] = row;
    }
    block.input.count = count;
  }

  private void write() {
    for (int i = 0; i < block.input.count; i++) {
      Row row = waiting[i];
      int width = row.length();
      Object[] values = new Object[width + 3];
      for (int k = 0; k < width; k++) {
        values[k] = row.get(k);
      }
      int from = i * features;
      values[width] = Vectors.dense(Arrays.copyOfRange(block.adversarial, from, from + features));
      values[width + 1] = block.success[i];
      values[width + 2] = norm.distance(block.input.rows, from, block.adversarial, from, features);
      done.add(RowFactory.create(values));
    }
  }
}
