package parley.cli.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import parley.cli.terminal.InputException;

/** Words of options, such as {@code negative-binomial} for NEGATIVE_BINOMIAL. Stateless. */
public final class Choices {
  private Choices() {}

  /**
   * The value of a word.
   *
   * @throws InputException that lists the words
   */
  public static <E extends Enum<E>> E word(String option, String word, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(word.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Choices::word).toList();
    throw new InputException(
        "cannot use %s: expected one of %s, got %s"
            .formatted(option, String.join(", ", words), word));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
