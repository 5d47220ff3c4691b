package parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** What a stage's classes say of its Params, by reflection. Stateless. */
public final class StageParams {
  private StageParams() {}

  /** The Params that a stage and the holders in it keep in fields, whether Spark finds them. */
  public static List<Param<?>> kept(Object owner) throws IllegalAccessException {
    List<Param<?>> kept = new ArrayList<>();
    Class<?> type = owner.getClass();
    while (type.getName().startsWith("parley.")) {
      for (Field field : type.getDeclaredFields()) {
        field.setAccessible(true);
        Object value = Modifier.isStatic(field.getModifiers()) ? null : field.get(owner);
        if (value instanceof Param<?> param) {
          kept.add(param);
        } else if (value != null && value.getClass().getSimpleName().endsWith("Params")) {
          kept.addAll(kept(value));
        }
      }
      type = Objects.requireNonNull(type.getSuperclass());
    }
    return kept;
  }

  /**
   * A value of the Param's kind that its default is not. A Param of words that are checked gets one
   * of those that its doc names.
   */
  public static Object other(Params stage, Param<?> param) {
    if (param instanceof BooleanParam flag) {
      return !(Boolean) stage.getOrDefault(flag);
    } else if (param instanceof IntParam) {
      return 13;
    } else if (param instanceof LongParam) {
      return 77L;
    } else if (param instanceof DoubleParam) {
      return 0.375;
    } else if (param instanceof DoubleArrayParam) {
      return new double[] {-8, 8};
    } else if (param instanceof IntArrayParam) {
      return new int[] {3, 2};
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
      default -> word(stage, param);
    };
  }

  @SuppressWarnings("unchecked")
  private static String word(Params stage, Param<?> param) {
    Param<Object> checked = (Param<Object>) param;
    return Stream.concat(
            Stream.of("other " + param.name()), Arrays.stream(param.doc().split("\\W+")))
        .filter(word -> (Boolean) checked.isValid().apply(word))
        .filter(word -> !stage.hasDefault(param) || !word.equals(value(stage, param)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(param + ": its doc names no other value"));
  }

  /**
   * The stage's setter of a Param, as a caller in Java finds it: one that a class of the package
   * declares is a bridge in its public subclass.
   */
  public static Method setter(Params stage, Param<?> param) {
    String name =
        "set" + param.name().substring(0, 1).toUpperCase(Locale.ROOT) + param.name().substring(1);
    return Arrays.stream(stage.getClass().getMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == 1)
        .min(Comparator.comparing(Method::isBridge))
        .orElseThrow(() -> new AssertionError(stage.getClass() + " has no " + name));
  }

  /** Sets every Param by its setter. */
  public static <S extends Params> S setAll(S stage) throws ReflectiveOperationException {
    for (Param<?> param : stage.params()) {
      setter(stage, param).invoke(stage, other(stage, param));
    }
    return stage;
  }

  /** What a Param is set to, or its default. */
  @SuppressWarnings("unchecked")
  public static Object value(Params stage, Param<?> param) {
    return stage.getOrDefault((Param<Object>) param);
  }

  /** Asserts that another stage has the uid and the Params of the first, each set to its value. */
  public static void assertSame(Params stage, Params expected) {
    assertThat(stage).isNotSameAs(expected);
    assertThat(stage.uid()).isEqualTo(expected.uid());
    assertThat(names(stage)).isEqualTo(names(expected));
    for (Param<?> param : expected.params()) {
      assertThat(stage.isSet(param)).as(param.name()).isTrue();
      assertThat(value(stage, param)).as(param.name()).isEqualTo(value(expected, param));
    }
  }

  /** The names of a stage's Params, in Spark's order. */
  public static List<String> names(Params stage) {
    return Arrays.stream(stage.params()).map(Param::name).toList();
  }
}
