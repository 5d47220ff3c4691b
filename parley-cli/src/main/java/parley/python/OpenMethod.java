package parley.python;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to make an object, or one of its methods.
 *
 * @param result as {@link OpenType} names it; {@code self} of a method that gives its own object
 * @param declaredIn the Java class whose source describes it
 */
public record OpenMethod(
    String name, boolean isStatic, List<Argument> arguments, String result, String declaredIn) {
  /**
   * What a method is given.
   *
   * @param type as {@link OpenType} names it
   * @param optional whether null stands for none
   */
  public record Argument(String name, String type, boolean optional) {}

  /** A method; null if it takes or gives what only a JVM has. */
  static @Nullable OpenMethod of(Class<?> type, Method method) {
    boolean fluent =
        !Modifier.isStatic(method.getModifiers())
            && method.getReturnType() == type
            && method.getName().matches("(set|add)\\b.*|set[A-Z].*");
    String result = fluent ? "self" : OpenType.result(method.getGenericReturnType());
    List<Argument> arguments = arguments(method, Set.of());
    return result == null || arguments == null
        ? null
        : new OpenMethod(
            method.getName(),
            Modifier.isStatic(method.getModifiers()),
            arguments,
            result,
            method.getDeclaringClass().getName());
  }

  /** A constructor; null if it takes what only a JVM has. */
  static @Nullable OpenMethod of(Constructor<?> constructor, Set<String> optional) {
    List<Argument> arguments = arguments(constructor, optional);
    String name = constructor.getDeclaringClass().getName();
    return arguments == null || arguments.stream().anyMatch(a -> a.type().equals("value"))
        ? null
        : new OpenMethod("new", true, arguments, "own:" + name, name);
  }

  private static @Nullable List<Argument> arguments(Executable of, Set<String> optional) {
    List<Argument> arguments = new ArrayList<>();
    for (Parameter parameter : of.getParameters()) {
      String type = OpenType.argument(parameter.getParameterizedType());
      if (type == null) {
        return null;
      }
      boolean isOptional =
          optional.contains(parameter.getName())
              || parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
              || parameter.isVarArgs() && of.getParameterCount() > 1;
      arguments.add(new Argument(parameter.getName(), type, isOptional));
    }
    return arguments;
  }
}
