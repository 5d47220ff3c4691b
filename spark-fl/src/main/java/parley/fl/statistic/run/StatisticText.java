package parley.fl.statistic.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ServiceLoader;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/**
 * A statistic as one line of JSON, which the plan holds: its record's simple name, and its settings
 * in the order of the components. Stateless, thread-safe.
 */
final class StatisticText {
  private static final String KIND = "statistic";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.AUTO_DETECT_GETTERS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  private StatisticText() {}

  /**
   * The text.
   *
   * @throws ParleyException if no {@link StatisticSource} names the statistic
   */
  static String of(Statistic<?> statistic) {
    String kind = statistic.getClass().getSimpleName();
    if (!statistic.getClass().equals(known().get(kind))) {
      throw unknown(kind);
    }
    ObjectNode text = JSON.createObjectNode().put(KIND, kind);
    text.setAll((ObjectNode) JSON.valueToTree(statistic));
    return text.toString();
  }

  /**
   * The statistic of {@link #of}.
   *
   * @throws ParleyException if it is nothing that {@link #of} writes
   */
  static Statistic<?> parse(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      String kind = root.path(KIND).asText();
      Class<? extends Statistic<?>> type = known().get(kind);
      if (!(root instanceof ObjectNode settings) || type == null) {
        throw unknown(kind);
      }
      settings.remove(KIND);
      return JSON.treeToValue(settings, type);
    } catch (JsonProcessingException e) {
      throw new ParleyException(
          "cannot read a statistic: expected its settings as this version writes them, got "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static TreeMap<String, Class<? extends Statistic<?>>> known() {
    TreeMap<String, Class<? extends Statistic<?>>> all = new TreeMap<>();
    for (StatisticSource source :
        ServiceLoader.load(StatisticSource.class, StatisticSource.class.getClassLoader())) {
      for (Class<? extends Statistic<?>> type : source.statistics()) {
        Class<?> other = all.put(type.getSimpleName(), type);
        if (other != null) {
          throw new IllegalStateException(
              "cannot know the statistic "
                  + type.getSimpleName()
                  + ": expected one of that name, got "
                  + other.getName()
                  + " and "
                  + type.getName());
        }
      }
    }
    return all;
  }

  private static ParleyException unknown(String kind) {
    return new ParleyException(
        "cannot compute the statistic "
            + kind
            + ": nobody here knows it, expected one of "
            + known().keySet()
            + " (a jar adds one, as a StatisticSource)");
  }
}
