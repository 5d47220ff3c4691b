package parley.cli.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;

/**
 * Agreed bounds of features: {@code A=LO:HI,"B, C"=LO:HI}, names as messages print them. A name may
 * hold an equals sign, as the levels of a column of text do. Immutable, so safe for several
 * threads.
 */
public final class FeatureRanges {
  private final Map<String, String> texts;

  private FeatureRanges(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Reads what was given, once or several times.
   *
   * @throws InputException if a part is no {@code NAME=LO:HI}, or names a feature again
   */
  public static FeatureRanges of(Collection<String> lists) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String list : lists) {
      for (String part : parts(list)) {
        int equals = part.lastIndexOf('=');
        List<String> name = equals < 0 ? List.of() : Names.of(List.of(part.substring(0, equals)));
        if (name.size() != 1) {
          throw new InputException(
              "cannot use --feature-ranges: expected NAME=LO:HI, got '%s'".formatted(part));
        }
        if (texts.put(name.get(0), part.substring(equals + 1)) != null) {
          throw new InputException(
              "cannot use --feature-ranges: expected each feature once, got '%s' twice"
                  .formatted(name.get(0)));
        }
      }
    }
    return new FeatureRanges(texts);
  }

  /** What stands between commas that are not in quotes. */
  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at < list.length(); at++) {
      quoted ^= list.charAt(at) == '"';
      if (list.charAt(at) == ',' && !quoted) {
        parts.add(list.substring(from, at).strip());
        from = at + 1;
      }
    }
    parts.add(list.substring(from).strip());
    return parts;
  }

  /**
   * Rows of low and high, in the order of the features.
   *
   * @return null when none were given
   * @throws InputException if a feature has no range or no good one, or a range has no feature
   */
  public double @Nullable [][] in(List<String> features) {
    if (texts.isEmpty()) {
      return null;
    }
    double[][] ranges = new double[features.size()][];
    for (int j = 0; j < ranges.length; j++) {
      String text = texts.get(features.get(j));
      if (text == null) {
        throw new InputException(
            "cannot use the agreed ranges: feature '" + features.get(j) + "' has none");
      }
      ranges[j] = range(features.get(j), text);
    }
    for (String name : texts.keySet()) {
      if (!features.contains(name)) {
        throw new InputException(
            "cannot use the agreed ranges: there is no feature '%s', expected ranges of %s"
                .formatted(name, Names.some(features, "features")));
      }
    }
    return ranges;
  }

  private static double[] range(String feature, String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 2) {
        double[] range = {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
        if (range[0] < range[1] && Double.isFinite(range[0]) && Double.isFinite(range[1])) {
          return range;
        }
      }
    } catch (NumberFormatException e) {
      throw badRange(feature, text);
    }
    throw badRange(feature, text);
  }

  private static InputException badRange(String feature, String text) {
    return new InputException(
        "cannot use the agreed range of '%s': expected LO:HI with LO below HI, got '%s'"
            .formatted(feature, text));
  }
}
