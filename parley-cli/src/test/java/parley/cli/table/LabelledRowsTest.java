package parley.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledRowsTest {
  private static final ColumnChoice CHOICE = new ColumnChoice("y", "1", List.of(), List.of(), null);

  private static CsvTable table(String text) {
    try {
      return CsvTable.read(
          "t.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void read_missingValues_dropsAndCountsThem() {
    LabelledRows rows = CHOICE.read(table("a,b,y\n1,2,0\n?,2,1\n3,NA,1\n4,5,\n6,7,1\n"));

    assertThat(rows.dropped()).isEqualTo(3);
    assertThat(rows.rows()).extracting(LabelledRows.Row::number).containsExactly(0, 4);
    assertThat(rows.rows().get(1).x()).containsExactly(6, 7);
    assertThat(rows.rows().get(1).label()).isEqualTo(1);
  }

  @Test
  void read_missingValueInAColumnLeftOut_keepsTheRow() {
    ColumnChoice choice = new ColumnChoice("y", "1", List.of(), List.of("b"), null);

    LabelledRows rows = choice.read(table("a,b,y\n1,,0\n2,text,1\n"));

    assertThat(rows.rows()).hasSize(2);
    assertThat(rows.features()).containsExactly("a");
  }

  @Test
  void read_labelWrittenAsAnotherNumber_isTheSame() {
    LabelledRows rows = CHOICE.read(table("a,y\n1,1.0\n2,0\n3,1\n"));

    assertThat(rows.positives()).isEqualTo(2);
  }

  @Test
  void read_featuresGiven_keepsTheirOrder() {
    ColumnChoice choice = new ColumnChoice("y", "1", List.of("b", "a"), List.of(), "p");

    LabelledRows rows = choice.read(table("a,b,p,y\n1,2,north,0\n3,4,south,1\n"));

    assertThat(rows.rows().get(0).x()).containsExactly(2, 1);
    assertThat(rows.rows())
        .extracting(LabelledRows.Row::provider)
        .containsExactly("north", "south");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text|'a,y\n1,0\nred,1\n'|cannot use column 'a' as a feature: line 3 of t.csv has the text 'red'",
        "text in a dropped row|'a,b,y\nred,?,0\n1,1,1\n2,2,0\n'|line 2 of t.csv has the text 'red'",
        "NaN|'a,y\n1,0\nnan,1\n'|line 3 of t.csv has nan, expected a finite number",
        "infinity|'a,y\n1,0\n-Infinity,1\n'|has -Infinity, expected a finite number",
        "too large for a double|'a,y\n1,0\n1e999,1\n'|has 1e999, expected a finite number",
        "a hexadecimal float|'a,y\n0x1p3,0\n1,1\n'|has the text '0x1p3'",
        "three labels|'a,y\n1,0\n2,1\n3,2\n'|cannot use label 'y' of t.csv: expected two values, got 0, 1, 2",
        "no positive|'a,y\n1,0\n2,2\n'|the positive value '1' never occurs in t.csv, expected one of 0, 2",
        "only positives|'a,y\n1,1\n2,1\n'|every row has the value '1', expected two values",
        "no complete row|'a,y\n?,1\n2,\n'|each of its 2 rows has a missing value",
      })
  void read_unusableValues_refusedByNameAndLine(String name, String text, String message) {
    assertThatThrownBy(() -> CHOICE.read(table(text)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_providerMissing_refusedNotDropped() {
    ColumnChoice choice = new ColumnChoice("y", "1", List.of(), List.of(), "p");

    assertThatThrownBy(() -> choice.read(table("a,p,y\n1,x,0\n2,,1\n")))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot tell who holds line 3 of t.csv: provider column 'p' is empty there");
  }

  @Test
  void split_everyThird_takesRowsByIndexAfterDropping() {
    LabelledRows rows = CHOICE.read(table("a,y\n?,0\n10,0\n11,1\n12,0\n13,1\n14,0\n"));

    TrainTestSplit split = TrainTestSplit.every(rows, 3, 1);

    assertThat(split.test().rows()).extracting(r -> r.x()[0]).containsExactly(11.0, 14.0);
    assertThat(split.train().rows()).extracting(r -> r.x()[0]).containsExactly(10.0, 12.0, 13.0);
  }

  @Test
  void split_remainderTooLarge_refused() {
    LabelledRows rows = CHOICE.read(table("a,y\n1,0\n2,1\n"));

    assertThatThrownBy(() -> TrainTestSplit.every(rows, 3, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 3 and 3");
  }
}
