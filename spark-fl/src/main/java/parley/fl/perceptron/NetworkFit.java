package parley.fl.perceptron;

import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import parley.fl.Defaults;
import parley.fl.data.FeatureNames;
import parley.fl.data.InputColumns;
import parley.fl.family.network.NetworkFamily;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.kind.TrainingForecast;
import parley.fl.sealed.SealedFit;
import parley.fl.settings.TrainingSettings;

/** Trains a network from a stage's Params and rows. Stateless. */
public final class NetworkFit {
  /** Stand in for what only the rows tell, where Params are checked before any is read. */
  private static final int SOME_FEATURES = 1;

  private static final int SOME_CLASSES = 2;

  private static final int MOST_CLASSES = 1000;

  private NetworkFit() {}

  /**
   * Checks Params and columns, without a row.
   *
   * @param classes whether classes are learnt
   * @throws IllegalArgumentException if one is wrong
   */
  public static void check(NetworkStage<?> told, StructType schema, boolean classes) {
    NetworkStage<?> stage = PlannedNetwork.of(told);
    InputColumns columns = stage.trainingParams().inputColumns(stage);
    columns.check(schema);
    int features = AttributeGroup.fromStructField(schema.apply(columns.features())).size();
    plannedSettings(stage, features > 0 ? features : SOME_FEATURES, classes);
  }

  /**
   * What the Params say of a training on rows that nobody has seen yet: their class weights are not
   * in it.
   *
   * @param features of a row, before any map
   * @param classes whether classes are learnt
   * @throws IllegalArgumentException if a Param is wrong, or contradicts another
   */
  public static TrainingSettings settings(NetworkStage<?> stage, int features, boolean classes) {
    return plannedSettings(PlannedNetwork.of(stage), features, classes);
  }

  private static TrainingSettings plannedSettings(
      NetworkStage<?> stage, int features, boolean classes) {
    NetworkParams params = stage.networkParams();
    List<Double> weights = params.classWeights(stage);
    if (!classes && !weights.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot weight classes: a number is learnt, expected no classWeights, got "
              + weights.size());
    }
    // How many classes there are, the rows say; of weights each is looked at.
    int outputs = classes ? Math.max(SOME_CLASSES, weights.size()) : 0;
    NetworkFamily family = params.family(stage, features, outputs, null);
    return settings(
        stage, weights.size() < SOME_CLASSES ? family : family.withClassWeights(weights));
  }

  /**
   * A training on all providers' rows.
   *
   * @throws parley.error.ParleyException if the rows cannot be used or the training fails
   */
  public static FittedNetwork of(NetworkStage<?> told, Dataset<?> rows, boolean classes) {
    NetworkStage<?> stage = PlannedNetwork.of(told);
    NetworkFamily family = family(stage, rows, classes);
    return FittedNetwork.of(family, train(stage, rows, family));
  }

  /**
   * A training of a network of classes, for a model that keeps its network otherwise.
   *
   * @throws parley.error.ParleyException if the rows cannot be used or the training fails
   */
  public static TrainingResult train(NetworkStage<?> told, Dataset<?> rows) {
    NetworkStage<?> stage = PlannedNetwork.of(told);
    return train(stage, rows, family(stage, rows, true));
  }

  private static TrainingResult train(
      NetworkStage<?> stage, Dataset<?> rows, NetworkFamily family) {
    return SealedFit.of(rows, stage.trainingParams().inputColumns(stage), settings(stage, family));
  }

  private static NetworkFamily family(NetworkStage<?> stage, Dataset<?> rows, boolean classes) {
    InputColumns columns = stage.trainingParams().inputColumns(stage);
    NetworkParams params = stage.networkParams();
    String path = params.initialModel(stage);
    return params
        .family(
            stage,
            FeatureNames.of(rows, columns.features()).size(),
            classes ? classes(rows, columns.label()) : 0,
            path == null ? null : NetworkState.load(path, rows.sparkSession()).weights())
        .withClassWeights(params.classWeights(stage));
  }

  /**
   * What an encrypted training would take, without a row.
   *
   * @param features of a row, before any map
   * @param classes how many; 0 where a number is learnt
   * @param providers their names, sorted
   * @param rowsEach rows of the provider with most
   * @throws IllegalArgumentException if a Param is wrong, or contradicts another
   * @throws parley.error.ParleyException if it cannot be trained under encryption
   */
  public static TrainingForecast forecast(
      NetworkStage<?> stage, int features, int classes, List<String> providers, int rowsEach) {
    NetworkParams params = stage.networkParams();
    NetworkFamily family =
        params.family(stage, features, classes, null).withClassWeights(params.classWeights(stage));
    return TrainingForecast.of(settings(stage, family), providers, rowsEach);
  }

  private static TrainingSettings settings(NetworkStage<?> stage, NetworkFamily family) {
    if (stage.isSet(stage.packing())) {
      throw new IllegalArgumentException(
          "cannot train a network: packing is told to trainings on one margin alone, expected"
              + " none, got "
              + stage.getOrDefault(stage.packing()));
    }
    double clip = (Double) stage.getOrDefault(stage.featureClip());
    if (!(clip <= Defaults.NETWORK_FEATURE_CLIP)) {
      throw new IllegalArgumentException(
          "cannot train a network: its numbers are bounded by the features' cut, expected"
              + " featureClip at most "
              + Defaults.NETWORK_FEATURE_CLIP
              + ", got "
              + clip);
    }
    if (stage.isSet(stage.querierPublicKey())
        && (Boolean) stage.getOrDefault(stage.revealWeights())) {
      throw new IllegalArgumentException(
          "cannot reveal a network's weights to a querier that is apart: they are opened in this"
              + " process alone, expected revealWeights false, or querierKey in place of"
              + " querierPublicKey");
    }
    return stage
        .trainingParams()
        .settings(
            stage,
            family,
            stage.networkParams().descent(stage),
            PlannedNetwork.read(stage),
            stage.listener());
  }

  /** Of the label's metadata, else one more than the largest label; at least two. */
  private static int classes(Dataset<?> rows, String label) {
    Attribute told = Attribute.fromStructField(rows.schema().apply(label));
    if (told instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return Math.max(SOME_CLASSES, (Integer) nominal.getNumValues().get());
    }
    if (told instanceof BinaryAttribute) {
      return SOME_CLASSES;
    }
    Row most =
        rows.select(
                functions.max(functions.col("`" + label.replace("`", "``") + "`").cast("double")))
            .first();
    double largest = most.isNullAt(0) ? 0 : most.getDouble(0);
    // Labels that are no classes are refused where they are, once rows are read.
    return largest >= 1 && largest < MOST_CLASSES ? (int) largest + 1 : SOME_CLASSES;
  }
}
