package parley.robust.attack;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelView;
import parley.robust.model.ModelViews;

/**
 * Adds the same learnt perturbation to every row, cut off at the features' bounds; also to rows
 * that the model gets wrong as they are. Works on any classifier, so it shows whether a
 * perturbation learnt on one model carries over to another.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class UniversalPerturbationModel extends Model<UniversalPerturbationModel>
    implements AttackStage<UniversalPerturbationModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final CommonParams commonParams;
  private final DoubleArrayParam perturbation;
  private @Nullable Model<?> model;

  /** For Spark Connect, which makes one to learn its name; it has nothing to add to a row. */
  public UniversalPerturbationModel() {
    this(Identifiable.randomUID("universalPerturbation"));
  }

  UniversalPerturbationModel(String uid) {
    this.uid = uid;
    commonParams = new CommonParams(this);
    perturbation =
        new DoubleArrayParam(
            this, "perturbation", "what is added to every row, feature by feature");
    commonParams.setDefaults(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<UniversalPerturbationModel> read() {
    return new ModelStageWriter.Reader<>(
        UniversalPerturbationModel.class, UniversalPerturbationModel::new);
  }

  /** The model saved at a path. */
  public static UniversalPerturbationModel load(String path) {
    return read().load(path);
  }

  /** What is added to every row. */
  public Vector getPerturbation() {
    return Vectors.dense(getOrDefault(perturbation).clone());
  }

  /**
   * Adds the attacked vectors, success and distance; lazy.
   *
   * @throws IllegalArgumentException if a Param, the model or a column is wrong; before any work
   * @throws parley.error.InvalidDataException in the tasks, if a row cannot be used
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema(), true);
    return AttackedRows.of(dataset.toDF(), schema, columns(), plan());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return columns().append(schema, plan().view().numFeatures());
  }

  private AttackColumns columns() {
    return AttackColumns.of(this, null, null, 0);
  }

  private UniversalPlan plan() {
    ModelView view = ModelViews.of(model());
    double[] change = getOrDefault(perturbation);
    if (change.length != view.numFeatures()) {
      throw new IllegalArgumentException(
          "cannot perturb: expected a model of rows of length "
              + change.length
              + ", got "
              + view.numFeatures());
    }
    return new UniversalPlan(view, threat(view.numFeatures()), change);
  }

  @Override
  public UniversalPerturbationModel copy(ParamMap extra) {
    UniversalPerturbationModel copy = copyValues(new UniversalPerturbationModel(uid), extra);
    copy.model = model;
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelStageWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public UniversalPerturbationModel self() {
    return this;
  }

  @Override
  public CommonParams commonParams() {
    return commonParams;
  }

  @Override
  public UniversalPerturbationModel setModel(Model<?> value) {
    model = value;
    return this;
  }

  @Override
  public Model<?> model() {
    return AttackTransformer.required(model, uid);
  }

  UniversalPerturbationModel setPerturbation(double[] value) {
    set(perturbation, value);
    return this;
  }

  public DoubleArrayParam perturbation() {
    return perturbation;
  }
}
