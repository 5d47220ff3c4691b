package parley.cli.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A comma-separated file (RFC 4180, UTF-8) with named columns, all cells as text, in file order.
 * Immutable, so safe for use by several threads.
 */
public final class CsvTable {
  private final String name;
  private final List<String> columns;
  private final List<CsvRecord> rows;

  private CsvTable(String name, List<String> columns, List<CsvRecord> rows) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is missing, unreadable, empty, not UTF-8, has no header, a column
   *     without a name or with another's name, or a row with more or fewer cells than the header
   */
  public static CsvTable read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (NoSuchFileException e) {
      throw new InputException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new InputException(
          "cannot read " + file + ": expected a readable file, got " + e.getMessage(), e);
    }
  }

  /** Reads a stream under the given name; errors as for {@link #read(Path)}. */
  public static CsvTable read(String name, InputStream in) throws IOException {
    Reader reader =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    List<CsvRecord> records;
    try {
      records = new CsvParser(name, reader).records();
    } catch (CharacterCodingException e) {
      throw new InputException("cannot read " + name + ": expected UTF-8 text", e);
    }
    if (records.isEmpty()) {
      throw new InputException(
          "cannot read " + name + ": the file is empty, expected a header line and rows");
    }
    List<String> header = header(name, records.get(0));
    List<CsvRecord> rows = records.subList(1, records.size());
    if (rows.isEmpty()) {
      throw new InputException("cannot read " + name + ": there are no rows after the header line");
    }
    for (CsvRecord row : rows) {
      if (row.cells().size() != header.size()) {
        throw new InputException(
            "cannot read %s: line %d is ragged, expected %d cells, got %d"
                .formatted(name, row.line(), header.size(), row.cells().size()));
      }
    }
    return new CsvTable(name, header, rows);
  }

  private static List<String> header(String name, CsvRecord first) {
    List<String> header = first.cells().stream().map(String::strip).toList();
    if (header.stream().allMatch(cell -> Numbers.isMissing(cell) || Numbers.isNumber(cell))) {
      throw new InputException(
          "cannot read " + name + ": the first line has no column names, expected a header line");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).isEmpty()) {
        throw new InputException("cannot read " + name + ": column " + (i + 1) + " has no name");
      }
      if (!seen.add(header.get(i))) {
        throw new InputException(
            "cannot read " + name + ": two columns are named '" + header.get(i) + "'");
      }
    }
    return header;
  }

  /** What the table is called in messages: the file's path. */
  public String name() {
    return name;
  }

  /** The columns' names in file order. */
  public List<String> columns() {
    return columns;
  }

  /** How many rows there are, the header left out. */
  public int rowCount() {
    return rows.size();
  }

  /** The line of the file, from 1, on which a row starts. */
  public int lineOf(int row) {
    return rows.get(row).line();
  }

  /** A cell's text without surrounding blanks. */
  public String cell(int row, int column) {
    return rows.get(row).cells().get(column).strip();
  }

  /**
   * The place of a column, from 0.
   *
   * @throws InputException if there is none of that name; the message lists those there are
   */
  public int indexOf(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new InputException(
          "cannot find column '%s' in %s: expected one of %s".formatted(column, name, shortList()));
    }
    return index;
  }

  private String shortList() {
    int shown = Math.min(columns.size(), 12);
    String list = String.join(", ", columns.subList(0, shown));
    return shown == columns.size() ? list : list + ", ... (" + columns.size() + " columns)";
  }
}
