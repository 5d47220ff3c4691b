package parley.python;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.CountStatistic;
import parley.fl.statistic.RowSums;
import parley.fl.statistic.Statistic;

/**
 * Queries, studies and audits, which are no stages, as their own constructors and methods describe
 * them: what wrappers in another language are generated from. Stateless.
 */
final class ClassCatalog {
  /** Of every object; and what only makes sense in a JVM or for a provider. */
  private static final Set<String> ELSEWHERE =
      Set.of("equals", "hashCode", "toString", "before", "gram", "allBut", "plus");

  private static final Set<String> OF_PROVIDERS =
      Stream.of(RowSums.class, Statistic.class, CountStatistic.class)
          .flatMap(type -> Arrays.stream(type.getMethods()))
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  private ClassCatalog() {}

  /**
   * A class.
   *
   * @param name with its package
   * @param makers ways to make one: its constructors, or else its methods {@code of}
   * @param methods sorted by name and number of arguments
   */
  record OpenClass(String name, List<OpenMethod> makers, List<OpenMethod> methods) {}

  /** The classes, sorted by name. */
  static List<OpenClass> classes() {
    return OpenClasses.ALL.stream()
        .sorted(Comparator.comparing(Class::getName))
        .map(ClassCatalog::described)
        .toList();
  }

  private static OpenClass described(Class<?> type) {
    List<OpenMethod> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      OpenMethod offered = isElsewhere(type, method) ? null : OpenMethod.of(type, method);
      if (offered != null) {
        methods.add(offered);
      }
    }
    methods.sort(
        Comparator.comparing(OpenMethod::name)
            .thenComparing(method -> method.arguments().size())
            .thenComparing(method -> method.arguments().toString()));
    return new OpenClass(type.getName(), makers(type, methods), methods);
  }

  private static boolean isElsewhere(Class<?> type, Method method) {
    String name = method.getName();
    return method.isBridge()
        || !method.getDeclaringClass().getName().startsWith("parley.")
        || ELSEWHERE.contains(name)
        || name.startsWith("require")
        || (RowSums.class.isAssignableFrom(type) && OF_PROVIDERS.contains(name));
  }

  /** Those of results, whose parts are no arguments of this kind, are made by static methods. */
  private static List<OpenMethod> makers(Class<?> type, List<OpenMethod> methods) {
    List<OpenMethod> made = new ArrayList<>();
    for (Constructor<?> constructor : type.getConstructors()) {
      OpenMethod offered = OpenMethod.of(constructor, nullable(type, constructor));
      if (offered != null) {
        made.add(offered);
      }
    }
    if (made.isEmpty() && !type.isRecord()) {
      methods.stream()
          .filter(
              m ->
                  m.isStatic()
                      && m.name().equals("of")
                      && m.result().equals("own:" + type.getName()))
          .forEach(made::add);
    }
    made.sort(Comparator.comparing(method -> method.arguments().size()));
    return made;
  }

  private static Set<String> nullable(Class<?> type, Constructor<?> constructor) {
    if (!type.isRecord() || !Modifier.isPublic(constructor.getModifiers())) {
      return Set.of();
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(part -> part.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .map(RecordComponent::getName)
        .collect(Collectors.toUnmodifiableSet());
  }
}
