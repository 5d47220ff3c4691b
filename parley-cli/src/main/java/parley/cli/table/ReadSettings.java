package parley.cli.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.terminal.InputException;

/**
 * How tables are written, as far as their names do not tell. Immutable, so safe for several
 * threads.
 *
 * @param format null: by the name's ending
 * @param separator between cells; null: a comma
 * @param decimal before a number's fraction; null: a point
 * @param encoding of the text; null: UTF-8
 * @param missing cells that stand for no value, beside the empty one; null: {@code ?} and {@code
 *     NA}
 */
public record ReadSettings(
    @Nullable TableFormat format,
    @Nullable Character separator,
    @Nullable Character decimal,
    @Nullable Charset encoding,
    @Nullable List<String> missing) {

  /** What holds where nothing is said. */
  public static final ReadSettings DEFAULT = new ReadSettings(null, null, null, null, null);

  /** Checks that a number's fraction cannot be taken for the next cell. */
  public ReadSettings {
    if ((separator == null ? ',' : separator) == (decimal == null ? '.' : decimal)) {
      throw new InputException(
          "cannot read numbers: '%s' is --decimal and --separator, expected two different ones"
              .formatted(decimal == null ? '.' : decimal));
    }
    missing = missing == null ? null : List.copyOf(missing);
  }

  TableFormat formatOf(String location) {
    TableFormat found = format == null ? TableFormat.of(location) : format;
    if (found != TableFormat.CSV && (separator != null || decimal != null || encoding != null)) {
      throw new InputException(
          "cannot read %s: --separator, --decimal and --encoding are for text, expected none of them for a table in %s"
              .formatted(location, found.name().toLowerCase(Locale.ROOT)));
    }
    return found;
  }

  char separatorOrComma() {
    return separator == null ? ',' : separator;
  }

  Charset encodingOrUtf8() {
    return encoding == null ? StandardCharsets.UTF_8 : encoding;
  }

  public Numbers numbers() {
    return new Numbers(
        decimal == null ? '.' : decimal, missing == null ? Set.of("?", "NA") : Set.copyOf(missing));
  }
}
