package parley.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
  private static CsvTable table(String text) throws IOException {
    return CsvTable.read("t.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_quotesBlankLinesAndBothLineEnds_keepsCellsAndLineNumbers() throws IOException {
    CsvTable table = table("\uFEFFa,\"b,c\"\r\n1,\"x \"\"y\"\"\nz\"\n\n 2 ,3\n");

    assertThat(table.columns()).containsExactly("a", "b,c");
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.cell(0, 1)).isEqualTo("x \"y\"\nz");
    assertThat(table.cell(1, 0)).isEqualTo("2");
    assertThat(table.lineOf(0)).isEqualTo(2);
    assertThat(table.lineOf(1)).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing|''|the file is empty",
        "header only|'a,b\n'|there are no rows after the header line",
        "no header|'1,2\n3,4\n'|the first line has no column names",
        "a short row|'a,b\n1,2\n3\n'|line 3 is ragged, expected 2 cells, got 1",
        "a long row|'a,b\n1,2,3\n'|line 2 is ragged, expected 2 cells, got 3",
        "an unnamed column|'a,,b\n1,2,3\n'|column 2 has no name",
        "a name twice|'a,a\n1,2\n'|two columns are named 'a'",
        "an open quote|'a,b\n1,\"2\n'|the quote opened on line 2 is not closed",
      })
  void read_brokenFile_saysWhatAndWhere(String name, String text, String message) {
    assertThatThrownBy(() -> table(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read t.csv: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_latin1Bytes_refused() {
    byte[] bytes = "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> CsvTable.read("t.csv", new ByteArrayInputStream(bytes)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void read_missingFile_namesIt() {
    assertThatThrownBy(() -> CsvTable.read(Path.of("nowhere.csv")))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot read nowhere.csv: there is no such file");
  }

  @Test
  void indexOf_unknownColumn_listsTheColumns() throws IOException {
    CsvTable table = table("a,b\n1,2\n");

    assertThatThrownBy(() -> table.indexOf("c"))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot find column 'c' in t.csv: expected one of a, b");
  }
}
