package parley.fl.classification;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** What a stage's classes say of its Params, by reflection. */
final class StageParams {
  private StageParams() {}

  /** The Params that a stage and the holders in it keep in fields, whether Spark finds them. */
  static List<Param<?>> kept(Object owner) throws IllegalAccessException {
    List<Param<?>> kept = new ArrayList<>();
    for (Field field : owner.getClass().getDeclaredFields()) {
      field.setAccessible(true);
      Object value = Modifier.isStatic(field.getModifiers()) ? null : field.get(owner);
      if (value instanceof Param<?> param) {
        kept.add(param);
      } else if (value != null && value.getClass().getSimpleName().endsWith("Params")) {
        kept.addAll(kept(value));
      }
    }
    return kept;
  }

  /** A value of the Param's kind that no default has. */
  static Object other(Params stage, Param<?> param) {
    if (param instanceof BooleanParam flag) {
      return !(Boolean) stage.getOrDefault(flag);
    } else if (param instanceof IntParam) {
      return 13;
    } else if (param instanceof LongParam) {
      return 77L;
    } else if (param instanceof DoubleParam) {
      return 0.25;
    } else if (param instanceof DoubleArrayParam) {
      return new double[] {-8, 8};
    } else if (param instanceof DoubleArrayArrayParam) {
      return new double[][] {{0, 1}, {-2.5, 3}};
    } else if (param instanceof StringArrayParam) {
      return new String[] {"a", "b"};
    }
    return switch (param.name()) {
      case "algorithm" -> "gradientDescent";
      case "approximation" -> "chebyshev";
      case "packing" -> "row";
      case "protection" -> "plain";
      case "standardization" -> "none";
      default -> "other " + param.name();
    };
  }

  /** The stage's setter of a Param, as a caller in Java finds it. */
  static Method setter(Params stage, Param<?> param) {
    String name =
        "set" + param.name().substring(0, 1).toUpperCase(Locale.ROOT) + param.name().substring(1);
    return Arrays.stream(stage.getClass().getMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == 1 && !m.isBridge())
        .findFirst()
        .orElseThrow(() -> new AssertionError(stage.getClass() + " has no " + name));
  }

  /** Sets every Param by its setter. */
  static <S extends Params> S setAll(S stage) throws ReflectiveOperationException {
    for (Param<?> param : stage.params()) {
      setter(stage, param).invoke(stage, other(stage, param));
    }
    return stage;
  }

  @SuppressWarnings("unchecked")
  static Object value(Params stage, Param<?> param) {
    return stage.getOrDefault((Param<Object>) param);
  }
}
