package parley.cli.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import parley.cli.table.text.CsvParser;
import parley.cli.table.text.CsvRecord;
import parley.cli.terminal.InputException;

/** Lists of names on the command line, A,B: a name with a comma or a quote is quoted as in CSV. */
public final class Names {
  private static final int SHOWN = 12;

  private Names() {}

  /**
   * The names in what was given, once or several times.
   *
   * @throws InputException if a quote is not closed, or text follows it
   */
  public static List<String> of(Collection<String> lists) {
    List<String> names = new ArrayList<>();
    for (String list : lists) {
      byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
      try (CsvParser parser =
          new CsvParser(
              "the names " + list, new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, ',')) {
        CsvRecord record = parser.next();
        if (record != null) {
          record.cells().forEach(name -> names.add(name.strip()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(names);
  }

  /** Names as they can be given back. */
  public static String list(Collection<String> names) {
    return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
  }

  /** The first of many names, and how many there are of what. */
  public static String some(List<String> names, String what) {
    return names.size() <= SHOWN
        ? list(names)
        : list(names.subList(0, SHOWN)) + ", ... (" + names.size() + " " + what + ")";
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }
}
