package parley.cli.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into records by RFC 4180: commas, optional double quotes (doubled inside), line ends
 * LF or CRLF. Blank lines are skipped. For one use by one thread.
 */
final class CsvParser {
  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final String name;
  private final Reader in;
  private int line = 1;
  private int next;

  CsvParser(String name, Reader in) {
    this.name = name;
    this.in = new BufferedReader(in);
  }

  List<CsvRecord> records() throws IOException {
    advance();
    if (next == BYTE_ORDER_MARK) {
      advance();
    }
    List<CsvRecord> records = new ArrayList<>();
    while (next != END) {
      CsvRecord record = record();
      if (record.cells().size() > 1 || !record.cells().get(0).isBlank()) {
        records.add(record);
      }
    }
    return records;
  }

  private CsvRecord record() throws IOException {
    int start = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == ',') {
      advance();
      cells.add(cell());
    }
    if (next == '\n') {
      advance();
    }
    return new CsvRecord(start, List.copyOf(cells));
  }

  private String cell() throws IOException {
    StringBuilder text = new StringBuilder();
    if (next == '"') {
      quoted(text);
    }
    while (next != ',' && next != '\n' && next != END) {
      text.append((char) next);
      advance();
    }
    return text.toString();
  }

  private void quoted(StringBuilder text) throws IOException {
    int opened = line;
    advance();
    while (true) {
      if (next == END) {
        throw new InputException(
            "cannot read %s: the quote opened on line %d is not closed".formatted(name, opened));
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          return;
        }
      }
      text.append((char) next);
      advance();
    }
  }

  private void advance() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = in.read();
    if (next == '\r') {
      next = in.read();
      if (next != '\n') {
        throw new InputException(
            "cannot read %s: line %d has a lone carriage return, expected LF or CRLF line ends"
                .formatted(name, line));
      }
    }
  }
}
