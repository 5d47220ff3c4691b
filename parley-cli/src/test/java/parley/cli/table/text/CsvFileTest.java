package parley.cli.table.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.cli.table.Names;
import parley.cli.table.ReadSettings;
import parley.cli.terminal.InputException;

class CsvFileTest {
  @TempDir private Path folder;

  private CsvFile file(String text) {
    return file(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, ',', "t.csv");
  }

  private CsvFile file(byte[] bytes, Charset charset, char separator, String name) {
    try {
      Path path = Files.write(folder.resolve(name), bytes);
      return new CsvFile(
          name, new FileSource(path.toUri(), new Configuration()), charset, separator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<TableRow> rows(CsvFile file) {
    List<TableRow> rows = new ArrayList<>();
    file.rows().forEachRemaining(rows::add);
    return rows;
  }

  @Test
  void rows_quotesBlankLinesAndBothLineEnds_keepCellsAndLineNumbers() {
    CsvFile file = file("\uFEFFa,\"b,c\"\r\n1,\"x \"\"y\"\"\nz\"\n\n 2 ,3\n");

    assertThat(file.columns()).containsExactly("a", "b,c");
    List<TableRow> rows = rows(file);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).cell(1)).isEqualTo("x \"y\"\nz");
    assertThat(rows.get(1).cell(0)).isEqualTo("2");
    assertThat(rows).extracting(TableRow::line).containsExactly(2L, 5L);
    assertThat(rows).extracting(TableRow::number).containsExactly(0L, 1L);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing|''|the file is empty",
        "header only|'a,b\n'|there are no rows after the header line",
        "no header|'1,2\n3,4\n'|the first line has no column names",
        "a short row|'a,b\n1,2\n3\n'|line 3 is ragged, expected 2 cells, got 1",
        "a short row behind a quoted line end|'a,b\n\"x\ny\",1\n3\n'|line 4 is ragged",
        "a short row that has one|'a,b\n1,2\n\"x\n\ny\"\n'|line 3 is ragged",
        "an open quote behind one|'a,b\n\"x\n\",1\n2,\"y\n'|the quote opened on line 4",
        "text behind a quote with one|'a,b\n1,\"x\ny\"z\n'|line 3 has text behind a closing quote",
        "a long row|'a,b\n1,2,3\n'|line 2 is ragged, expected 2 cells, got 3",
        "an unnamed column|'a,,b\n1,2,3\n'|column 2 has no name",
        "a name twice|'a,a\n1,2\n'|two columns are named 'a'",
        "a name twice by its place|',unnamed\n1,2\n'|two columns are named 'unnamed'",
        "an open quote|'a,b\n1,\"2\n'|the quote opened on line 2 is not closed",
        "text behind a quote|'a,b\n\n"
            + "1,\"1\"2\n"
            + "'|line 3 has text behind a closing quote, expected ',' or a line end",
        "a quote in the middle|'a,b\n1,2\"\n'|line 2 has a quote inside a cell without quotes",
        "blanks before a quote|'a,b\n1, \"2\"\n'|line 2 has blanks before a quote",
      })
  void rows_brokenFile_saysWhatAndWhere(String name, String text, String message) {
    assertThatThrownBy(() -> rows(file(text)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read t.csv: ")
        .hasMessageContaining(message);
  }

  /** A line end is counted once, whichever it is. */
  @Test
  void rows_quotedCarriageReturnAndLineFeed_countAsOneLine() {
    assertThatThrownBy(() -> rows(file("a,b\r\n\"x\r\ny\",1\r\n3\r\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 4 is ragged");
  }

  @Test
  void rows_loneCarriageReturn_refusedWithItsLine() {
    assertThatThrownBy(() -> rows(file("a,b\n1,2\r3,4\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2 has a lone carriage return");
  }

  /** Far more text than a buffer holds, a character of three bytes across every border. */
  @Test
  void rows_malformedByteFarInside_refusedWithItsLine() throws IOException {
    int lines = 40_000;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("a,b\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < lines; i++) {
      bytes.write("1,\u20ac\u20ac\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows(file(bytes.toByteArray(), StandardCharsets.UTF_8, ',', "t.csv")))
        .hasSize(lines)
        .allMatch(row -> row.cell(1).equals("\u20ac\u20ac"));

    bytes.write("1,\u00e9\n1,x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> rows(file(bytes.toByteArray(), StandardCharsets.UTF_8, ',', "t.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line " + (lines + 2) + " is not in UTF-8: expected UTF-8 text");
  }

  @Test
  void rows_halfACharacterAtTheEnd_refused() {
    byte[] bytes = {'a', ',', 'b', '\n', '1', ',', (byte) 0xE2, (byte) 0x82};

    assertThatThrownBy(() -> rows(file(bytes, StandardCharsets.UTF_8, ',', "t.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2 is not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE"})
  void rows_otherEncodingsAndSeparators_areRead(String encoding) {
    Charset charset = Charset.forName(encoding);
    byte[] bytes = "town;x\nK\u00f6ln;1,5\n".getBytes(charset);

    TableRow row = rows(file(bytes, charset, ';', "t.csv")).get(0);

    assertThat(row.cells()).containsExactly("K\u00f6ln", "1,5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2"})
  void rows_compressed_areTheSame(String ending) throws IOException {
    // More than one block of bzip2's, which are 900,000 bytes of text.
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(',').append(i * 31 % 1009).append('\n');
    }
    byte[] packed = packed(text.toString(), ending);

    List<TableRow> rows = rows(file(packed, StandardCharsets.UTF_8, ',', "t.csv." + ending));
    assertThat(rows).hasSize(200_000);
    assertThat(rows.get(199_999).cells()).containsExactly("199999", "673");
    assertThat(rows.get(199_999).line()).isEqualTo(200_001);
    String half = "half.csv." + ending;
    byte[] cut = Arrays.copyOf(packed, packed.length - 12);
    assertThatThrownBy(() -> rows(file(cut, StandardCharsets.UTF_8, ',', half)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot read " + half + ": it is damaged or not compressed as its");
    String plain = "plain.csv." + ending;
    byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> rows(file(bytes, StandardCharsets.UTF_8, ',', plain)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot read " + plain + ": it is damaged or not compressed as its");
  }

  private static byte[] packed(String text, String ending) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BZip2Codec bzip = new BZip2Codec();
    bzip.setConf(new Configuration());
    try (OutputStream out =
        ending.equals("gz") ? new GZIPOutputStream(bytes) : bzip.createOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void open_missingFileAndFolder_namesThem() {
    assertThatThrownBy(
            () ->
                new CsvFile(
                    "nowhere.csv",
                    new FileSource(folder.resolve("nowhere.csv").toUri(), new Configuration()),
                    StandardCharsets.UTF_8,
                    ','))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot read nowhere.csv: there is no such file");
    assertThatThrownBy(
            () ->
                new CsvFile(
                    "f",
                    new FileSource(folder.toUri(), new Configuration()),
                    StandardCharsets.UTF_8,
                    ','))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a file, got a folder");
  }

  @ParameterizedTest(name = "cell ''{0}''")
  @CsvSource(
      delimiter = '|',
      value = {
        "1|true",
        "-1.5|true",
        "+.5|true",
        "1.|true",
        "1e3|true",
        "1E-3|true",
        "2e+07|true",
        "''|false",
        ".|false",
        "-|false",
        "1e|false",
        "1e+|false",
        "1D|false",
        "1f|false",
        "0x1p3|false",
        "1,5|false",
        "1 2|false",
        "NaN|false",
        "Infinity|false",
        "\u0663|false",
        "1_000|false",
        "--1|false",
        "e5|false",
        "1.5.2|false",
      })
  void isNumber_oneGrammar_everywhere(String cell, boolean number) {
    assertThat(Numbers.PLAIN.isNumber(cell)).isEqualTo(number);
  }

  @Test
  void numbers_decimalCommaAndNamedMissing_followTheSettings() {
    Numbers numbers = new ReadSettings(null, ';', ',', null, List.of("-99", "NaN")).numbers();

    assertThat(numbers.isNumber("1,5")).isTrue();
    assertThat(numbers.value("-1,5e2")).isEqualTo(-150);
    assertThat(numbers.isNumber("1.5")).isFalse();
    assertThat(numbers.isMissing("-99")).isTrue();
    assertThat(numbers.isMissing("NaN")).isTrue();
    assertThat(numbers.isMissing("")).isTrue();
    assertThat(numbers.isMissing("NA")).isFalse();
    assertThat(Numbers.PLAIN.isNotFinite("-inf")).isTrue();
    assertThat(Numbers.PLAIN.isNotFinite("nan")).isTrue();
    assertThat(Numbers.PLAIN.isNotFinite("1e999")).isTrue();
  }

  @Test
  void names_withCommas_canBeGivenBackAsPrinted() {
    List<String> names = List.of("a", "b, c", "d \"e\"");

    assertThat(Names.list(names)).isEqualTo("a, \"b, c\", \"d \"\"e\"\"\"");
    assertThat(Names.of(List.of("a,\"b, c\"", "\"d \"\"e\"\"\""))).isEqualTo(names);
    assertThat(Names.of(List.of())).isEmpty();
  }
}
