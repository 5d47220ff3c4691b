package parley.python;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * Makes objects of {@link OpenClasses} and calls them with another language's values. Stateless.
 */
public final class Calls {
  private Calls() {}

  /**
   * An object of a class.
   *
   * @param name of one of {@link OpenClasses}, with its package
   * @param arguments by place; null, or fewer, where one is not stated
   * @throws IllegalArgumentException if one is of another type, or missing
   */
  public static Object make(String name, List<@Nullable Object> arguments) {
    Class<?> type = open(name);
    List<Executable> ways = new ArrayList<>(Arrays.asList(type.getConstructors()));
    if (ways.isEmpty()) {
      ways.addAll(methods(type, "of", true));
    }
    return Objects.requireNonNull(called(null, ways, arguments, type.getSimpleName()));
  }

  /**
   * What a static method of a class gives.
   *
   * @throws IllegalArgumentException as {@link #make}
   */
  public static @Nullable Object ofClass(
      String name, String method, List<@Nullable Object> arguments) {
    Class<?> type = open(name);
    return called(null, methods(type, method, true), arguments, words(type, method));
  }

  /**
   * What a method of an object gives.
   *
   * @throws IllegalArgumentException as {@link #make}
   */
  public static @Nullable Object of(
      Object object, String method, List<@Nullable Object> arguments) {
    Class<?> type = open(object.getClass().getName());
    return called(object, methods(type, method, false), arguments, words(type, method));
  }

  /**
   * How another language takes a result: {@code rows}, {@code vector} or a matrix, {@code array},
   * {@code own}, {@code list} or {@code map} (of such), {@code report}, {@code parts} (a record
   * with some of these), or {@code value}.
   */
  public static String kind(Object result) {
    if (result instanceof Dataset<?>) {
      return "rows";
    } else if (result instanceof Vector || result instanceof Matrix) {
      return "vector";
    } else if (result.getClass().isArray()) {
      return "array";
    } else if (OpenClasses.has(result.getClass())) {
      return "own";
    } else if (result instanceof Collection<?> all) {
      return all.stream().anyMatch(Calls::isMore) ? "list" : "value";
    } else if (result instanceof Map<?, ?> all) {
      return all.values().stream().anyMatch(Calls::isMore) ? "map" : "value";
    } else if (OpenType.isReport(result.getClass())) {
      return "report";
    }
    return parts(result).values().stream().anyMatch(Calls::isMore) ? "parts" : "value";
  }

  /** A record's components by name; none of what is no record. */
  public static Map<String, @Nullable Object> parts(Object result) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    RecordComponent[] components = result.getClass().getRecordComponents();
    for (RecordComponent part : components == null ? new RecordComponent[0] : components) {
      parts.put(part.getName(), invoke(part.getAccessor(), result));
    }
    return parts;
  }

  /** What is in an {@code Optional}; anything else as it is. */
  public static @Nullable Object content(@Nullable Object result) {
    return result instanceof Optional<?> optional ? optional.orElse(null) : result;
  }

  private static boolean isMore(@Nullable Object value) {
    return value != null
        && (value instanceof Dataset<?>
            || OpenClasses.has(value.getClass())
            || OpenType.isReport(value.getClass()));
  }

  private static Class<?> open(String name) {
    return OpenClasses.ALL.stream()
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("cannot call " + name + ": it is not offered"));
  }

  private static String words(Class<?> type, String method) {
    return type.getSimpleName() + "." + method;
  }

  private static List<Executable> methods(Class<?> type, String name, boolean isStatic) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .filter(method -> Modifier.isStatic(method.getModifiers()) == isStatic)
        .map(method -> (Executable) method)
        .toList();
  }

  /** Of several with one name the one whose arguments these are, with the fewest left out. */
  private static @Nullable Object called(
      @Nullable Object on, List<Executable> ways, List<@Nullable Object> stated, String name) {
    int least = stated.size();
    while (least > 0 && stated.get(least - 1) == null) {
      least--;
    }
    int first = least;
    IllegalArgumentException refused = null;
    for (Executable way :
        ways.stream()
            .filter(w -> w.getParameterCount() >= first)
            .sorted(Comparator.comparing(Executable::getParameterCount))
            .toList()) {
      Object[] arguments;
      try {
        arguments = converted(way, stated, name);
      } catch (IllegalArgumentException e) {
        refused = refused == null ? e : refused;
        continue;
      }
      return invoke(way, on, arguments);
    }
    throw refused == null
        ? new IllegalArgumentException("cannot call " + name + ": it takes no " + least + " values")
        : refused;
  }

  private static @Nullable Object[] converted(
      Executable way, List<@Nullable Object> stated, String name) {
    Parameter[] parameters = way.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      Object value = i < stated.size() ? stated.get(i) : null;
      Arguments.Place place = new Arguments.Place(name, parameters[i].getName());
      arguments[i] =
          value == null && parameters[i].isVarArgs()
              ? Arguments.converted(List.of(), parameters[i].getParameterizedType(), place)
              : Arguments.converted(value, parameters[i].getParameterizedType(), place);
    }
    return arguments;
  }

  private static @Nullable Object invoke(
      Executable way, @Nullable Object on, @Nullable Object... arguments) {
    try {
      return way instanceof Constructor<?> constructor
          ? constructor.newInstance(arguments)
          : ((Method) way).invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new ParleyException("cannot call " + way.getName() + ": it failed", e.getCause());
    } catch (IllegalAccessException | InstantiationException e) {
      throw new ParleyException("cannot call " + way.getName() + ": it is not public", e);
    }
  }
}
