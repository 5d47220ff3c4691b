package parley.python;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.RowSums;
import parley.mhe.party.secret.PassphraseSource;
import parley.robust.audit.frame.CountMetric;
import parley.robust.audit.frame.GroupMetric;

/**
 * Java's types in words that a generator for another language reads: {@code boolean}, {@code int},
 * {@code long}, {@code double}, {@code text}, {@code seconds}, {@code rows}, {@code session},
 * {@code stage}, {@code statistic}, {@code value} (a dictionary), {@code array}, {@code nothing},
 * {@code enum:A|B}, {@code own:CLASS} (one of {@link OpenClasses}), {@code report}, {@code any};
 * {@code list:} or {@code map:} before what it holds. Stateless.
 */
final class OpenType {
  private static final Map<Class<?>, String> SIMPLE =
      Map.ofEntries(
          Map.entry(boolean.class, "boolean"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(int.class, "int"),
          Map.entry(Integer.class, "int"),
          Map.entry(long.class, "long"),
          Map.entry(Long.class, "long"),
          Map.entry(double.class, "double"),
          Map.entry(Double.class, "double"),
          Map.entry(String.class, "text"),
          Map.entry(Path.class, "text"),
          Map.entry(PassphraseSource.class, "text"),
          Map.entry(Duration.class, "seconds"),
          Map.entry(Dataset.class, "rows"),
          Map.entry(SparkSession.class, "session"));

  private OpenType() {}

  /** Of an argument; null if only a JVM has it. */
  static @Nullable String argument(Type type) {
    Class<?> raw = raw(type);
    String simple = SIMPLE.get(raw);
    if (simple != null) {
      return simple;
    } else if (raw == CountMetric.class) {
      return named(GroupMetric.class);
    } else if (raw.isEnum()) {
      return named(raw);
    } else if (OpenClasses.has(raw)) {
      return "own:" + raw.getName();
    } else if (RowSums.class.isAssignableFrom(raw)) {
      return "statistic";
    } else if (Params.class.isAssignableFrom(raw)) {
      return "stage";
    } else if (raw.isArray() || raw == List.class) {
      return holding("list:", argument(held(type, 0)));
    } else if (Map.class.isAssignableFrom(raw)) {
      return holding("map:", argument(held(type, 1)));
    }
    boolean isRecord =
        raw.isRecord()
            && (raw.getName().startsWith("parley.measure.")
                || raw.getName().startsWith("parley.robust."));
    return isRecord ? "value" : null;
  }

  /** Of a result; null if only a JVM has it. */
  static @Nullable String result(Type type) {
    Class<?> raw = raw(type);
    String simple = SIMPLE.get(raw);
    if (simple != null) {
      return simple;
    } else if (raw == void.class) {
      return "nothing";
    } else if (OpenClasses.has(raw)) {
      return "own:" + raw.getName();
    } else if (Vector.class.isAssignableFrom(raw)
        || Matrix.class.isAssignableFrom(raw)
        || (raw.isArray() && !raw.getComponentType().isRecord())) {
      return "array";
    } else if (raw == Optional.class || raw == Object.class) {
      return "any";
    } else if (raw == List.class) {
      return holding("list:", result(held(type, 0)));
    } else if (Map.class.isAssignableFrom(raw)) {
      return holding("map:", result(held(type, 1)));
    } else if (raw.isRecord()) {
      return isReport(raw) ? "report" : "value";
    }
    return null;
  }

  /** Whether a class writes itself as JSON. */
  static boolean isReport(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(m -> m.getName().equals("toJson") && m.getParameterCount() == 0);
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> found) {
      return found;
    } else if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    } else if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    return type instanceof GenericArrayType ? Object[].class : Object.class;
  }

  /** What a list, an array or a map holds. */
  static Type held(Type type, int place) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[place];
    } else if (type instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    return type instanceof Class<?> found && found.isArray()
        ? found.getComponentType()
        : Object.class;
  }

  private static String named(Class<?> type) {
    return "enum:"
        + String.join(
            "|", Arrays.stream(type.getEnumConstants()).map(OpenType::name).sorted().toList());
  }

  /** A constant as it is written: a metric by its own name, others in small letters. */
  static String name(Object constant) {
    return constant instanceof GroupMetric metric
        ? metric.metricName()
        : ((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT);
  }

  private static @Nullable String holding(String what, @Nullable String held) {
    return held == null ? null : what + held;
  }
}
