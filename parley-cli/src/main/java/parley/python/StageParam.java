package parley.python;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * A Param of a stage.
 *
 * @param type {@code boolean}, {@code int}, {@code long}, {@code double}, {@code string}, one of
 *     these with {@code []} behind it, or {@code double[][]}
 * @param byDefault null if there is none, or none that two stages share
 * @param settable whether the stage has a setter
 */
public record StageParam(
    String name, String doc, String type, @Nullable Object byDefault, boolean settable) {
  /** A Param of one stage; {@code other} is another of the same class. */
  static StageParam of(Params one, Params other, Param<?> param) {
    return new StageParam(
        param.name(),
        param.doc(),
        type(one, param),
        byDefault(one, other, param.name()),
        isSettable(one, param.name()));
  }

  private static String type(Params stage, Param<?> param) {
    if (param instanceof BooleanParam) {
      return "boolean";
    } else if (param instanceof IntParam) {
      return "int";
    } else if (param instanceof LongParam) {
      return "long";
    } else if (param instanceof DoubleParam) {
      return "double";
    } else if (param instanceof IntArrayParam) {
      return "int[]";
    } else if (param instanceof DoubleArrayParam) {
      return "double[]";
    } else if (param instanceof DoubleArrayArrayParam) {
      return "double[][]";
    } else if (param instanceof StringArrayParam) {
      return "string[]";
    } else if (isText(stage, param.name())) {
      return "string";
    }
    throw new ParleyException(
        "cannot describe Param "
            + param.name()
            + " of "
            + stage.getClass().getName()
            + ": its type is unknown, expected one that Spark has a class for, or Param<String>");
  }

  /** Where the stage inherits the getter, its own class may have a bridge that forgot the type. */
  private static boolean isText(Params stage, String name) {
    Class<?> type = stage.getClass();
    while (type != null && type.getName().startsWith("parley.")) {
      for (Method method : type.getDeclaredMethods()) {
        if (isText(method, name)) {
          return true;
        }
      }
      type = type.getSuperclass();
    }
    return Arrays.stream(stage.getClass().getMethods()).anyMatch(method -> isText(method, name));
  }

  private static boolean isText(Method method, String name) {
    return method.getName().equals(name)
        && method.getParameterCount() == 0
        && method.getGenericReturnType() instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] == String.class;
  }

  private static @Nullable Object byDefault(Params one, Params other, String name) {
    Object value = value(one, name);
    return value != null && value.equals(value(other, name)) ? value : null;
  }

  /** Arrays as lists, which are compared by what is in them. */
  private static @Nullable Object value(Params stage, String name) {
    Param<?> param = stage.getParam(name);
    if (!stage.hasDefault(param)) {
      return null;
    }
    Object value = stage.getDefault(param).get();
    if (value instanceof double[] array) {
      return Arrays.stream(array).boxed().toList();
    } else if (value instanceof int[] array) {
      return Arrays.stream(array).boxed().toList();
    } else if (value instanceof double[][] array) {
      return Arrays.stream(array).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }
    return value instanceof Object[] array ? List.of(array) : value;
  }

  private static boolean isSettable(Params stage, String name) {
    String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Arrays.stream(stage.getClass().getMethods())
        .map(Method::getName)
        .anyMatch(setter::equals);
  }
}
