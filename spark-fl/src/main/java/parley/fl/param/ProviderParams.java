package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import parley.fl.Defaults;
import parley.fl.data.InputColumns;

/** The Params of {@link HasProviders}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class ProviderParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> providerCol;
  final StringArrayParam partitionProviders;
  final BooleanParam allowTwoProviders;

  /** A stage's Params, with their defaults. */
  public ProviderParams(Params stage) {
    providerCol =
        new Param<>(
            stage, "providerCol", "column that names a row's provider; without it partitions do");
    partitionProviders =
        new StringArrayParam(
            stage,
            "partitionProviders",
            "without providerCol: the name of each partition's provider, sorted; their numbers if"
                + " it is not set");
    allowTwoProviders =
        new BooleanParam(
            stage,
            "allowTwoProviders",
            "whether two providers will do, who learn each other's sums");
    stage.setDefault(allowTwoProviders, Defaults.ALLOW_TWO_PROVIDERS);
  }

  /** The columns that a fit reads, and whose they are. */
  public InputColumns inputColumns(Params stage, PredictionParams prediction, LabelParams labels) {
    return new InputColumns(
        stage.getOrDefault(prediction.featuresCol),
        stage.getOrDefault(labels.labelCol),
        ParamGroup.text(stage, labels.weightCol),
        ParamGroup.text(stage, providerCol),
        partitionNames(stage));
  }

  boolean allowTwo(Params stage) {
    return (Boolean) stage.getOrDefault(allowTwoProviders);
  }

  List<String> partitionNames(Params stage) {
    return stage.isDefined(partitionProviders)
        ? List.of(stage.getOrDefault(partitionProviders))
        : List.of();
  }
}
