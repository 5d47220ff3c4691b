package parley.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * All stages, models and evaluators that {@code META-INF/services} names, as their own Params and
 * methods describe them: what wrappers in another language are generated from. Stateless.
 */
final class StageCatalog {
  private StageCatalog() {}

  /**
   * A stage.
   *
   * @param name of the Java class, with its package
   * @param kind estimator, model, transformer or evaluator
   * @param model what {@code fit} gives: a class of ours, or null where it is Spark's own
   * @param params sorted by name
   * @param methods beyond those that every stage has, sorted by name
   */
  record Stage(
      String name,
      String kind,
      @Nullable String model,
      List<StageParam> params,
      List<StageMethod> methods) {}

  /** The stages, sorted by name. */
  static List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    Stream.of(Estimator.class, Transformer.class, Evaluator.class)
        .flatMap(service -> ServiceLoader.load(service).stream().map(ServiceLoader.Provider::type))
        .filter(type -> type.getName().startsWith("parley."))
        .distinct()
        .sorted(Comparator.comparing(Class::getName))
        .forEach(type -> stages.add(stage(type)));
    return stages;
  }

  private static Stage stage(Class<?> type) {
    Params one = made(type);
    Params other = made(type);
    return new Stage(
        type.getName(),
        kind(one),
        one instanceof Estimator ? model(type) : null,
        Arrays.stream(one.params())
            .map(param -> StageParam.of(one, other, param))
            .sorted(Comparator.comparing(StageParam::name))
            .toList(),
        StageMethod.of(type));
  }

  private static String kind(Params stage) {
    if (stage instanceof Estimator) {
      return "estimator";
    } else if (stage instanceof Evaluator) {
      return "evaluator";
    }
    return stage instanceof Model ? "model" : "transformer";
  }

  private static @Nullable String model(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals("fit") && method.getParameterCount() == 1)
        .map(method -> method.getReturnType().getName())
        .filter(name -> name.startsWith("parley."))
        .findFirst()
        .orElse(null);
  }

  private static Params made(Class<?> type) {
    try {
      return (Params) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ParleyException(
          "cannot list the stages: "
              + type.getName()
              + " cannot be made, expected a public constructor without arguments",
          e);
    }
  }
}
