package parley.robust.attack;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.robust.model.ModelStageWriter;

/**
 * A transformer with a model to attack.
 *
 * @param <S> the stage
 */
abstract class AttackTransformer<S extends AttackTransformer<S>> extends Transformer
    implements AttackStage<S>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final CommonParams commonParams;
  private @Nullable Model<?> model;

  AttackTransformer(String uid) {
    this.uid = uid;
    commonParams = new CommonParams(this);
    commonParams.setDefaults(this);
  }

  /** What the tasks do; fails where the Params or the model do not allow it. */
  abstract AttackPlan plan();

  /** The columns that the attack reads and adds. */
  AttackColumns columns() {
    return AttackColumns.of(this, null, null, 0);
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final CommonParams commonParams() {
    return commonParams;
  }

  @Override
  public final S setModel(Model<?> value) {
    model = value;
    return self();
  }

  @Override
  public final Model<?> model() {
    return required(model, uid);
  }

  static Model<?> required(@Nullable Model<?> model, String uid) {
    if (model == null) {
      throw new IllegalStateException(
          "cannot attack: " + uid + " has no model, expected one by setModel");
    }
    return model;
  }

  /**
   * Adds the attacked vectors, success and distance; lazy.
   *
   * @throws IllegalArgumentException if a Param, the model or a column is wrong; before any work
   * @throws parley.error.InvalidDataException in the tasks, if a row cannot be used
   */
  @Override
  public final Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema(), true);
    return AttackedRows.of(dataset.toDF(), schema, columns(), plan());
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    return columns().append(schema, plan().view().numFeatures());
  }

  @Override
  public final MLWriter write() {
    return new ModelStageWriter(this);
  }

  @Override
  public final S copy(ParamMap extra) {
    S copy = defaultCopy(extra);
    if (model != null) {
      copy.setModel(model);
    }
    return copy;
  }
}
