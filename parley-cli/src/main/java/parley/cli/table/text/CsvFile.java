package parley.cli.table.text;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;

/**
 * A text file with named columns, which is read as a stream: a row after the other, whatever its
 * size. It travels to the task that reads it. Immutable.
 */
@DefaultSerializer(JavaSerializer.class)
public final class CsvFile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a first column without a name is called: R and pandas write row numbers there. */
  public static final String UNNAMED = "unnamed";

  private final String name;
  private final TextSource source;
  private final String charset;
  private final char separator;
  private final List<String> columns;

  /**
   * Looks at the header and the first row.
   *
   * @param name what the file is called in messages
   * @throws InputException if it is missing, unreadable, empty, has no header, no rows, or a column
   *     without a name (the first but excepted) or with another's name
   */
  public CsvFile(String name, TextSource source, Charset charset, char separator) {
    this.name = name;
    this.source = source;
    this.charset = charset.name();
    this.separator = separator;
    columns = readHeader();
  }

  public List<String> columns() {
    return columns;
  }

  private List<String> readHeader() {
    try (CsvParser parser = open()) {
      CsvRecord first = parser.next();
      if (first == null) {
        throw new InputException(
            "cannot read " + name + ": the file is empty, expected a header line and rows");
      }
      List<String> header = header(first);
      if (parser.next() == null) {
        throw new InputException(
            "cannot read " + name + ": there are no rows after the header line");
      }
      return header;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private List<String> header(CsvRecord first) {
    List<String> header = new ArrayList<>();
    first.cells().forEach(cell -> header.add(cell.strip()));
    if (header.stream()
        .allMatch(cell -> Numbers.PLAIN.isMissing(cell) || Numbers.PLAIN.isNumber(cell))) {
      throw new InputException(
          "cannot read " + name + ": the first line has no column names, expected a header line");
    }
    if (header.get(0).isEmpty()) {
      header.set(0, UNNAMED);
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
    return List.copyOf(header);
  }

  private CsvParser open() throws IOException {
    return new CsvParser(name, source.open(name), Charset.forName(charset), separator);
  }

  private InputException unreadable(IOException e) {
    boolean compressed = e instanceof ZipException;
    return new InputException(
        compressed
            ? "cannot read %s: it is damaged or not compressed as its name says: %s"
                .formatted(name, e.getMessage())
            : "cannot read %s: expected a readable file, got %s".formatted(name, e.getMessage()),
        e);
  }

  /**
   * The rows in the file's order; malformed and ragged ones are an {@link InputException} when they
   * are reached.
   */
  public Iterator<TableRow> rows() {
    try {
      CsvParser parser = open();
      parser.next();
      return new Rows(parser);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private final class Rows implements Iterator<TableRow> {
    private final CsvParser parser;
    private @Nullable TableRow next;
    private long count;

    Rows(CsvParser parser) {
      this.parser = parser;
      next = read();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public TableRow next() {
      TableRow row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      next = read();
      return row;
    }

    private @Nullable TableRow read() {
      try {
        CsvRecord record = parser.next();
        if (record == null) {
          parser.close();
          return null;
        }
        if (record.cells().size() != columns.size()) {
          throw new InputException(
              "cannot read %s: line %d is ragged, expected %d cells, got %d"
                  .formatted(name, record.line(), columns.size(), record.cells().size()));
        }
        return new TableRow(count++, record.line(), record.cells());
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
