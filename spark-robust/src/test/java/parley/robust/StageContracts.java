package parley.robust;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.robust.model.ModelStage;

/** Every stage and evaluator of the module that Spark Connect's service files name. */
final class StageContracts {
  private StageContracts() {}

  /** New ones, as their services make them, with a model where they are about one. */
  static List<Params> all() {
    return Stream.<Class<? extends Params>>of(Estimator.class, Transformer.class, Evaluator.class)
        .flatMap(kind -> ServiceLoader.load(kind).stream())
        .filter(provider -> provider.type().getName().startsWith("parley.robust."))
        .map(Supplier::get)
        .map(Params.class::cast)
        .map(StageContracts::withModel)
        .toList();
  }

  /** The same with what must be set, and one for each metric that reads columns of its own. */
  static List<Params> ready() {
    return all().stream()
        .flatMap(
            stage -> {
              set(stage, "perturbationEpsilon", 0.1);
              set(stage, "perturbation", new double[] {0.1, 0.2});
              set(stage, "idCol", "id");
              set(stage, "targetCol", "target");
              set(stage, "prevalence", 0.25);
              return stage.hasParam("metricName") ? metrics(stage) : Stream.of(stage);
            })
        .toList();
  }

  private static Stream<Params> metrics(Params evaluator) {
    Param<Object> metric = evaluator.getParam("metricName");
    return Arrays.stream(metric.doc().split("\\W+"))
        .filter(word -> (Boolean) metric.isValid().apply(word))
        .map(
            word -> {
              Params copy = evaluator.copy(new ParamMap());
              set(copy, "metricName", word);
              return copy;
            });
  }

  private static Params withModel(Params stage) {
    if (stage instanceof ModelStage<?> about) {
      about.setModel(new LogisticRegressionModel("lr", Vectors.dense(1, -2), 0.5));
    }
    return stage;
  }

  private static void set(Params stage, String name, Object value) {
    if (stage.hasParam(name)) {
      stage.set(stage.getParam(name), value);
    }
  }

  /** A schema that a stage takes: its own columns are not there yet. */
  static StructType taken(Params stage) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("id", DataTypes.LongType)
            .add("target", DataTypes.IntegerType);
    return stage instanceof Evaluator
        ? schema
            .add("prediction", DataTypes.DoubleType)
            .add("success", DataTypes.BooleanType)
            .add("radius", DataTypes.DoubleType)
        : schema;
  }

  /** Looks at a schema as the stage does before any work; evaluators do at an empty table of it. */
  static StructType look(SparkSession spark, Params stage, StructType schema) {
    if (stage instanceof PipelineStage pipelined) {
      return pipelined.transformSchema(schema);
    }
    ((Evaluator) stage).evaluate(spark.createDataFrame(List.<Row>of(), schema));
    return schema;
  }
}
