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

  boolean allowTwo(Params stage) {
    return (Boolean) stage.getOrDefault(allowTwoProviders);
  }

  List<String> partitionNames(Params stage) {
    return stage.isDefined(partitionProviders)
        ? List.of(stage.getOrDefault(partitionProviders))
        : List.of();
  }
}
