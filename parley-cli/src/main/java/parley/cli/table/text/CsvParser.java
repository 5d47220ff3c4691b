package parley.cli.table.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;

/**
 * Splits text into records by RFC 4180, one after the other: a separator, optional double quotes
 * (doubled inside), line ends LF or CRLF. Blank lines are skipped. What is malformed is refused
 * with its line: a byte that is no character, a quote inside a cell that does not begin with one,
 * text behind a closing quote. For one use by one thread.
 */
public final class CsvParser implements Closeable {
  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final char QUOTE = '"';

  private final String name;
  private final StrictDecoder in;
  private final Charset charset;
  private final char separator;
  private final StringBuilder text = new StringBuilder();
  private int line = 1;
  private int next;
  private boolean begun;

  public CsvParser(String name, InputStream in, Charset charset, char separator) {
    this.name = name;
    this.in = new StrictDecoder(in, charset);
    this.charset = charset;
    this.separator = separator;
  }

  /**
   * The next record that is not blank; null at the end.
   *
   * @throws InputException if the text is malformed; the message names the line
   */
  public @Nullable CsvRecord next() throws IOException {
    if (!begun) {
      begun = true;
      advance();
      if (next == BYTE_ORDER_MARK) {
        advance();
      }
    }
    while (next != END) {
      CsvRecord record = record();
      if (record.cells().size() > 1 || !record.cells().get(0).isBlank()) {
        return record;
      }
    }
    return null;
  }

  private CsvRecord record() throws IOException {
    int start = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == separator) {
      advance();
      cells.add(cell());
    }
    if (next == '\n') {
      advance();
    }
    return new CsvRecord(start, cells);
  }

  private String cell() throws IOException {
    text.setLength(0);
    if (next == QUOTE) {
      quoted();
      if (!isCellEnd()) {
        throw malformed(
            "has text behind a closing quote",
            "%s or a line end (a quote inside quotes is doubled)".formatted(separatorName()));
      }
      return text.toString();
    }
    while (!isCellEnd()) {
      if (next == QUOTE && !text.toString().isBlank()) {
        throw malformed(
            "has a quote inside a cell without quotes",
            "quotes around the whole cell (a quote inside quotes is doubled)");
      }
      if (next == QUOTE) {
        throw malformed("has blanks before a quote", "the quote right behind the separator");
      }
      text.append((char) next);
      advance();
    }
    return text.toString();
  }

  private boolean isCellEnd() {
    return next == separator || next == '\n' || next == END;
  }

  private void quoted() throws IOException {
    int opened = line;
    advance();
    while (true) {
      if (next == END) {
        throw new InputException(
            "cannot read %s: the quote opened on line %d is not closed".formatted(name, opened));
      }
      if (next == QUOTE) {
        advance();
        if (next != QUOTE) {
          return;
        }
      }
      text.append((char) next);
      advance();
    }
  }

  private String separatorName() {
    return separator == '\t' ? "a tab" : "'" + separator + "'";
  }

  private InputException malformed(String what, String expected) {
    return new InputException(
        "cannot read %s: line %d %s, expected %s".formatted(name, line, what, expected));
  }

  private void advance() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = read();
    if (next == '\r') {
      next = read();
      if (next != '\n') {
        throw malformed("has a lone carriage return", "LF or CRLF line ends");
      }
    }
  }

  private int read() throws IOException {
    try {
      return in.read();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "cannot read %s: line %d is not in %s: expected %s text, or --encoding with the file's own"
              .formatted(name, line, charset, charset),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
