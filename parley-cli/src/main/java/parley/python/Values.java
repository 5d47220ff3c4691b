package parley.python;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.json.JsonRecords;

/** What methods give, as text that any language reads. Stateless. */
public final class Values {
  private Values() {}

  /**
   * One line of JSON: what the value's own {@code toJson} writes, or its components; null for an
   * empty {@code Optional}.
   */
  public static String json(@Nullable Object value) {
    Object content = content(value);
    if (content == null) {
      return "null";
    }
    String own = told(content, "toJson");
    return own == null ? JsonRecords.write(content, "a result") : own;
  }

  /** The page that the value makes of itself, or null if it makes none. */
  public static @Nullable String html(@Nullable Object value) {
    return told(content(value), "toHtml");
  }

  private static @Nullable Object content(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  /**
   * What a public method gives, wherever it is declared: the bridge from Python finds no default
   * methods of interfaces.
   *
   * @throws IllegalArgumentException if there is none of that name and number of arguments
   */
  public static @Nullable Object ask(Object stage, String name, List<Object> arguments) {
    Method method =
        Arrays.stream(stage.getClass().getMethods())
            .filter(m -> m.getName().equals(name))
            .filter(m -> m.getParameterCount() == arguments.size())
            .min(Comparator.comparing(Method::isBridge))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "cannot ask " + stage.getClass().getName() + ": it has no " + name));
    return invoke(method, stage, arguments.toArray());
  }

  private static @Nullable String told(@Nullable Object value, String name) {
    if (value == null) {
      return null;
    }
    try {
      return (String) invoke(value.getClass().getMethod(name), value);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static @Nullable Object invoke(Method method, Object on, Object... arguments) {
    method.trySetAccessible(); // a public class inherits some from one that is not
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new ParleyException("cannot ask: " + method.getName() + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new ParleyException("cannot ask: " + method.getName() + " is not public", e);
    }
  }
}
