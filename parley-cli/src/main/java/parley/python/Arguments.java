package parley.python;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.json.JsonRecords;
import parley.mhe.party.secret.PassphraseSource;
import parley.robust.audit.frame.CountMetric;
import parley.robust.audit.frame.GroupMetric;

/** Another language's values as those that Java's methods take. Stateless. */
final class Arguments {
  private Arguments() {}

  /** Whose argument it is, for errors. */
  record Place(String method, String argument) {
    private IllegalArgumentException refused(Object value, String expected) {
      return new IllegalArgumentException(
          "cannot call %s: %s is %s, expected %s"
              .formatted(method, argument, shown(value), expected));
    }

    private static String shown(Object value) {
      return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
          ? value.toString()
          : "a " + value.getClass().getSimpleName();
    }
  }

  /**
   * A value of the type.
   *
   * @throws IllegalArgumentException if it is of another type, or null where a number is wanted
   */
  static @Nullable Object converted(@Nullable Object value, Type type, Place place) {
    Class<?> raw = OpenType.raw(type);
    if (value == null) {
      if (raw.isPrimitive()) {
        throw new IllegalArgumentException(
            "cannot call %s: %s is missing".formatted(place.method(), place.argument()));
      }
      return null;
    } else if (raw.isInstance(value) && !(value instanceof Collection) && !(value instanceof Map)) {
      return value;
    } else if (raw == boolean.class && value instanceof Boolean) {
      return value;
    } else if (raw.isArray()) {
      return array(value, type, place);
    } else if (raw == List.class && value instanceof Collection<?> all) {
      return list(all, OpenType.held(type, 0), place);
    } else if (Map.class.isAssignableFrom(raw) && value instanceof Map<?, ?> all) {
      return map(all, raw, OpenType.held(type, 1), place);
    } else if (raw.isRecord() && value instanceof Map<?, ?> all) {
      return JsonRecords.read(JsonRecords.write(all, place.argument()), raw, place.argument());
    } else if (value instanceof Number number) {
      return number(number, raw, place);
    } else if (value instanceof String text) {
      return ofText(text, raw, place);
    }
    throw place.refused(value, expected(raw));
  }

  private static Object number(Number number, Class<?> raw, Place place) {
    boolean isWhole = number instanceof Integer || number instanceof Long;
    if (raw == double.class || raw == Double.class) {
      return number.doubleValue();
    } else if (isWhole && (raw == long.class || raw == Long.class)) {
      return number.longValue();
    } else if (number instanceof Integer && raw == int.class) {
      return number;
    } else if (raw == Duration.class) {
      return Duration.ofNanos(Math.round(number.doubleValue() * 1e9));
    }
    throw place.refused(number, expected(raw));
  }

  private static Object ofText(String text, Class<?> raw, Place place) {
    if (raw == Path.class) {
      return Path.of(text);
    } else if (raw == PassphraseSource.class) {
      return PassphraseSource.parse(text, "the key");
    } else if (raw == CountMetric.class) {
      return GroupMetric.named(text);
    } else if (raw.isEnum()) {
      String wanted = text.toLowerCase(Locale.ROOT).replace('-', '_');
      for (Object constant : raw.getEnumConstants()) {
        if (OpenType.name(constant).equals(wanted)) {
          return constant;
        }
      }
    }
    throw place.refused(text, expected(raw));
  }

  private static Object array(Object value, Type type, Place place) {
    if (!(value instanceof Collection<?> all)) {
      throw place.refused(value, "a list");
    }
    Type held = OpenType.held(type, 0);
    Object array = Array.newInstance(OpenType.raw(held), all.size());
    int i = 0;
    for (Object one : all) {
      Array.set(array, i++, converted(one, held, place));
    }
    return array;
  }

  private static List<@Nullable Object> list(Collection<?> all, Type held, Place place) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object one : all) {
      list.add(converted(one, held, place));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(
      Map<?, ?> all, Class<?> raw, Type held, Place place) {
    Map<String, @Nullable Object> map =
        raw == SortedMap.class ? new TreeMap<>() : new java.util.LinkedHashMap<>();
    all.forEach((key, one) -> map.put(String.valueOf(key), converted(one, held, place)));
    return map;
  }

  private static String expected(Class<?> raw) {
    if (raw.isEnum()) {
      return "one of "
          + String.join(
              ", ", Arrays.stream(raw.getEnumConstants()).map(OpenType::name).sorted().toList());
    } else if (raw == boolean.class || raw == Boolean.class) {
      return "true or false";
    } else if (raw == int.class || raw == long.class || raw == Long.class) {
      return "a whole number";
    } else if (raw == double.class || raw == Double.class || raw == Duration.class) {
      return "a number";
    } else if (raw == String.class || raw == Path.class) {
      return "text";
    }
    return raw == List.class ? "a list" : "a " + raw.getSimpleName();
  }
}
