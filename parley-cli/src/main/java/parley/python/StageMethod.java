package parley.python;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A method of a stage that is no Param's and not one that every stage has: what a model tells, what
 * an evaluator reports, a stage that another is about.
 *
 * @param arguments {@code rows}, {@code text} or {@code stage}
 * @param result {@code nothing}, {@code self}, {@code boolean}, {@code int}, {@code double}, {@code
 *     text}, {@code vector}, {@code matrix}, {@code rows}, {@code stage} or {@code value}, which
 *     {@link Values} writes
 * @param declaredIn the Java class whose source describes it
 */
public record StageMethod(String name, List<String> arguments, String result, String declaredIn) {
  /** Of every stage; and what only makes sense in a JVM. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "answerFacts",
          "answers",
          "copy",
          "evaluateAnswers",
          "fit",
          "forgetPlaces",
          "isLargerBetter",
          "model",
          "network",
          "seal",
          "self",
          "sealedState",
          "sealedWeights",
          "settings",
          "trainingReport",
          "transform",
          "transformSchema",
          "uid",
          "write");

  private static final Map<Class<?>, String> RESULTS =
      Map.of(
          void.class, "nothing",
          boolean.class, "boolean",
          int.class, "int",
          double.class, "double",
          String.class, "text",
          Vector.class, "vector",
          Matrix.class, "matrix",
          Dataset.class, "rows",
          List.class, "value",
          Optional.class, "value");

  /** Those that can be offered, sorted by name; the most general of those with the same name. */
  static List<StageMethod> of(Class<?> stage) {
    Map<String, StageMethod> methods = new LinkedHashMap<>();
    Arrays.stream(stage.getMethods())
        .filter(method -> method.getDeclaringClass().getName().startsWith("parley."))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !ELSEWHERE.contains(method.getName()))
        .filter(method -> !isOfParams(method))
        .map(StageMethod::described)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(StageMethod::name).thenComparing(m -> m.arguments().size()))
        .forEach(method -> methods.putIfAbsent(method.name(), method));
    return List.copyOf(methods.values());
  }

  private static boolean isOfParams(Method method) {
    return Param.class.isAssignableFrom(method.getReturnType())
        || method.getName().endsWith("Params")
        || (method.getName().equals("evaluate") && method.getReturnType() == double.class);
  }

  private static @Nullable StageMethod described(Method method) {
    List<String> arguments =
        Arrays.stream(method.getParameterTypes()).map(StageMethod::argument).toList();
    String result = result(method);
    if (result == null || arguments.contains("")) {
      return null;
    }
    boolean isSetter = method.getName().startsWith("set");
    if (isSetter != result.equals("self") || (isSetter && !arguments.equals(List.of("stage")))) {
      return null; // of a Param, or of what listens while it runs
    }
    return new StageMethod(
        method.getName(), arguments, result, method.getDeclaringClass().getName());
  }

  private static String argument(Class<?> type) {
    if (type == Dataset.class) {
      return "rows";
    } else if (type == String.class) {
      return "text";
    }
    return Transformer.class.isAssignableFrom(type) ? "stage" : "";
  }

  private static @Nullable String result(Method method) {
    Class<?> type = method.getReturnType();
    if (method.getName().startsWith("set")) {
      return "self";
    } else if (Model.class.isAssignableFrom(type)) {
      return "stage";
    } else if (type.isRecord() && type.getName().startsWith("parley.")) {
      return "value";
    }
    return RESULTS.get(type);
  }
}
