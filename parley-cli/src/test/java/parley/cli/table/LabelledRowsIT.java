package parley.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.cli.terminal.InputException;

/** Reading rows with Spark; the golden values are counted by hand. */
class LabelledRowsIT {
  private static final ColumnChoice CHOICE = new ColumnChoice("y", "1", List.of(), List.of(), null);

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "3")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Table table(String text) {
    return table(text, ReadSettings.DEFAULT);
  }

  /** A file that is called t.csv in messages. */
  private Table table(String text, ReadSettings settings) {
    try {
      Path file = Files.writeString(folder.resolve("t.csv"), text);
      return Table.read(spark, file.toString(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LabelledRows.Row> rows(LabelledRows rows) {
    return rows.rows().collect();
  }

  @Test
  void read_missingValues_dropsAndCountsThem() {
    LabelledRows rows = CHOICE.read(table("a,b,y\n1,2,0\n?,2,1\n3,NA,1\n4,5,\n6,7,1\n"));

    assertThat(rows.dropped().rows()).isEqualTo(3);
    assertThat(rows.dropped().byColumn())
        .containsExactly(entry("a", 1L), entry("b", 1L), entry("y", 1L));
    assertThat(rows.warnings()).hasSize(1);
    assertThat(rows.warnings().get(0))
        .startsWith("3 of 5 rows of ")
        .endsWith("t.csv (60 %) were left out: values are missing (a 1, b 1, y 1)");
    assertThat(rows(rows)).extracting(LabelledRows.Row::number).containsExactly(0L, 4L);
    assertThat(rows(rows).get(1).x()).containsExactly(6, 7);
    assertThat(rows(rows).get(1).label()).isEqualTo(1);
  }

  /** A word for a missing value is no third label, nor a row that counts as negative. */
  @Test
  void read_wordForMissingInTheLabel_leavesTheRowOut() {
    ReadSettings settings = new ReadSettings(null, null, null, null, List.of("-99", "unknown"));

    LabelledRows rows = CHOICE.read(table("a,y\n1,0\n2,-99\n3,1\n4,unknown\n5,1\n", settings));

    assertThat(rows(rows)).extracting(LabelledRows.Row::label).containsExactly(0.0, 1.0, 1.0);
    assertThat(rows.dropped().byColumn()).containsExactly(entry("y", 2L));
    LabelledRows test = CHOICE.readTest(table("a,y\n1,unknown\n2,1\n", settings), rows);
    assertThat(test.count()).isEqualTo(1);
    assertThat(test.positives()).isEqualTo(1);
  }

  @Test
  void read_missingValueInAColumnLeftOut_keepsTheRow() {
    ColumnChoice choice = new ColumnChoice("y", "1", List.of(), List.of("b"), null);

    LabelledRows rows = choice.read(table("a,b,y\n1,,0\n2,text,1\n"));

    assertThat(rows(rows)).hasSize(2);
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

    assertThat(rows(rows).get(0).x()).containsExactly(2, 1);
    assertThat(rows(rows)).extracting(LabelledRows.Row::provider).containsExactly("north", "south");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text|'a,y\n"
            + "1,0\n"
            + "red,1\n"
            + "'|cannot use column 'a' as a feature: line 3 of t.csv has the text 'red'",
        "text in a dropped row|'a,b,y\nred,?,0\n1,1,1\n2,2,0\n'|line 2 of t.csv has the text 'red'",
        "text behind quoted line ends|'a,y\n"
            + "1,\"\n"
            + "0\n"
            + "\"\n"
            + "2,1\n"
            + "red,1\n"
            + "'|line 6 of t.csv has the text",
        "NaN|'a,y\n1,0\nnan,1\n'|line 3 of t.csv has nan, expected a finite number",
        "infinity|'a,y\n1,0\n-Infinity,1\n'|has -Infinity, expected a finite number",
        "too large for a double|'a,y\n1,0\n1e999,1\n'|has 1e999, expected a finite number",
        "a hexadecimal float|'a,y\n0x1p3,0\n1,1\n'|has the text '0x1p3'",
        "three labels|'a,y\n"
            + "1,0\n"
            + "2,1\n"
            + "3,2\n"
            + "'|cannot use label 'y' of t.csv: expected two values, got 0, 1, 2",
        "no positive|'a,y\n"
            + "1,0\n"
            + "2,2\n"
            + "'|the positive value '1' never occurs in t.csv, expected one of 0, 2",
        "only positives|'a,y\n1,1\n2,1\n'|every row has the value '1', expected two values",
        "no complete row|'a,y\n?,1\n2,\n'|each of its 2 rows has a missing value",
      })
  void read_unusableValues_refusedByNameAndLine(String name, String text, String message) {
    assertThatThrownBy(() -> CHOICE.read(table(text)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message.replace("t.csv", folder.resolve("t.csv").toString()));
  }

  @Test
  void read_providerMissing_refusedNotDropped() {
    ColumnChoice choice = new ColumnChoice("y", "1", List.of(), List.of(), "p");

    assertThatThrownBy(() -> choice.read(table("a,p,y\n1,x,0\n2,,1\n")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "cannot tell who holds line 3 of "
                + folder.resolve("t.csv")
                + ": provider column 'p' is empty there");
  }

  @Test
  void split_everyThird_takesRowsByIndexAfterDropping() {
    LabelledRows rows = CHOICE.read(table("a,y\n?,0\n10,0\n11,1\n12,0\n13,1\n14,0\n"));

    TrainTestSplit split = TrainTestSplit.every(rows, 3, 1);

    assertThat(rows(split.test())).extracting(r -> r.x()[0]).containsExactly(11.0, 14.0);
    assertThat(rows(split.train())).extracting(r -> r.x()[0]).containsExactly(10.0, 12.0, 13.0);
  }

  @Test
  void split_remainderTooLarge_refused() {
    LabelledRows rows = CHOICE.read(table("a,y\n1,0\n2,1\n"));

    assertThatThrownBy(() -> TrainTestSplit.every(rows, 3, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 3 and 3");
  }

  @Test
  void split_indices_countFromZeroInBothParts() {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < 50; i++) {
      text.append(i % 11 == 3 ? "?" : String.valueOf(i)).append(',').append(i % 2).append('\n');
    }

    TrainTestSplit split = TrainTestSplit.every(CHOICE.read(table(text.toString())), 4, 2);

    for (LabelledRows part : List.of(split.train(), split.test())) {
      List<LabelledRows.Row> rows = rows(part);
      for (int k = 0; k < rows.size(); k++) {
        assertThat(rows.get(k).index()).isEqualTo(k);
        assertThat(rows.get(k).x()[0]).isEqualTo(rows.get(k).number());
      }
      assertThat(part.count()).isEqualTo(rows.size());
    }
    assertThat(split.train().count() + split.test().count()).isEqualTo(45);
  }

  /**
   * The same rows, whatever the format, the number of files and the partitions they are read in.
   */
  @Test
  void read_parquetOrcAndTable_areTheRowsOfTheFile() throws IOException {
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 9 == 4 ? "" : String.valueOf(100 + i))
          .append(",")
          .append(i * i % 7 / 8.0)
          .append(i % 3 == 0 ? ",no\n" : ",yes\n");
    }
    ColumnChoice choice = new ColumnChoice("y", "yes", List.of(), List.of(), null);
    LabelledRows expected = choice.read(table(text.toString()));
    Dataset<Row> frame =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(folder.resolve("t.csv").toUri().toString())
            .repartitionByRange(4, functions.coalesce(functions.col("a"), functions.lit(0)));
    Dataset<Row> ordered =
        spark.createDataFrame(frame.javaRDD(), frame.schema()).orderBy("b", "a").coalesce(1);
    String parquet = folder.resolve("rows.parquet").toString();
    String orc = folder.resolve("rows.orc").toString();
    ordered.write().option("maxRecordsPerFile", 7).parquet(parquet);
    ordered.write().option("maxRecordsPerFile", 7).orc(orc);

    LabelledRows fromParquet = choice.read(Table.read(spark, parquet, ReadSettings.DEFAULT));
    LabelledRows fromOrc = choice.read(Table.read(spark, orc, ReadSettings.DEFAULT));
    ReadSettings named = new ReadSettings(TableFormat.TABLE, null, null, null, null);
    LabelledRows fromTable = choice.read(Table.read(spark, "parquet.`" + parquet + "`", named));

    assertThat(texts(fromParquet)).isEqualTo(texts(fromOrc));
    assertThat(texts(fromParquet)).containsExactlyInAnyOrderElementsOf(texts(expected));
    assertThat(texts(fromTable)).containsExactlyInAnyOrderElementsOf(texts(expected));
    assertThat(rows(fromParquet)).extracting(r -> r.x()[1]).isSorted();
    assertThat(rows(fromTable)).extracting(r -> r.x()[0]).isSorted();
    assertThat(fromParquet.dropped().byColumn()).isEqualTo(expected.dropped().byColumn());
    assertThat(fromParquet.positives()).isEqualTo(expected.positives());
    spark.conf().set("spark.sql.files.maxPartitionBytes", "200");
    try {
      Table again = Table.read(spark, parquet, ReadSettings.DEFAULT);
      assertThat(again.rows().getNumPartitions()).isPositive();
      assertThat(texts(choice.read(again))).isEqualTo(texts(fromParquet));
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
    }
  }

  private static List<String> texts(LabelledRows rows) {
    return rows(rows).stream()
        .map(row -> row.x()[0] + " " + row.x()[1] + " " + row.label())
        .toList();
  }

  @Test
  void read_nanInAParquetColumn_isRefusedUnlessItIsNamedMissing() {
    String path = folder.resolve("nan.parquet").toString();
    spark
        .sql("select * from values (1.5D, 0), (double('NaN'), 1), (2.5D, 1) as t(a, y)")
        .coalesce(1)
        .write()
        .parquet(path);

    assertThatThrownBy(() -> CHOICE.read(Table.read(spark, path, ReadSettings.DEFAULT)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has NaN, expected a finite number");
    ReadSettings settings = new ReadSettings(null, null, null, null, List.of("NaN"));
    assertThat(CHOICE.read(Table.read(spark, path, settings)).dropped().rows()).isEqualTo(1);
    ReadSettings text = new ReadSettings(null, ';', null, null, null);
    assertThatThrownBy(() -> Table.read(spark, path, text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("are for text, expected none of them");
    assertThatThrownBy(() -> Table.read(spark, folder + "/no.parquet", ReadSettings.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void read_decimalCommaAndSemicolon_areNumbers() {
    ReadSettings settings = new ReadSettings(null, ';', ',', null, List.of("-99"));

    LabelledRows rows = CHOICE.read(table("a;b;y\n1,5;-2,5e1;0\n-99;1;1\n,25;3;1\n", settings));

    assertThat(rows(rows)).extracting(r -> r.x()[0]).containsExactly(1.5, .25);
    assertThat(rows(rows).get(0).x()[1]).isEqualTo(-25);
    assertThat(rows.dropped().byColumn()).containsExactly(entry("a", 1L));
  }

  @Test
  void read_oneHot_aFeatureALevelButTheFirst() {
    String text = "c,a,y\nred,1,0\nblue,2,1\n,3,1\ngreen,4,0\nblue,5,1\n";
    ColumnChoice found =
        new ColumnChoice("y", "1", List.of(), List.of(), null, new OneHot(List.of("c"), null));

    LabelledRows rows = found.read(table(text));

    assertThat(rows.features()).containsExactly("c=green", "c=red", "a");
    assertThat(rows(rows))
        .extracting(LabelledRows.Row::x)
        .containsExactly(
            new double[] {0, 1, 1},
            new double[] {0, 0, 2},
            new double[] {1, 0, 4},
            new double[] {0, 0, 5});
    assertThat(rows.warnings()).anyMatch(w -> w.contains("only a simulation sees the rows"));

    ColumnChoice agreed =
        new ColumnChoice(
            "y",
            "1",
            List.of(),
            List.of(),
            null,
            new OneHot(List.of("c"), Map.of("c", List.of("red", "green", "blue", "black"))));
    LabelledRows other = agreed.read(table(text));
    assertThat(other.features()).containsExactly("c=green", "c=blue", "c=black", "a");
    assertThat(other.warnings()).isEmpty();
    assertThat(rows(other).get(0).x()).containsExactly(0, 0, 0, 1);
    LabelledRows test = agreed.readTest(table("y,a,c\n1,7,black\n"), other);
    assertThat(rows(test).get(0).x()).containsExactly(0, 0, 1, 7);
    assertThatThrownBy(() -> agreed.readTest(table("y,a,c\n1,7,black\n1,7,pink\n"), other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3 of")
        .hasMessageContaining("has 'pink', expected one of red, green, blue, black");
    assertThat(rows(LabelledRows.unlabelled(table("a,c\n7,green\n"), other.columns())).get(0).x())
        .containsExactly(1, 0, 0, 7);
  }

  @Test
  void readTest_labelsOfTheTrainingRows_anyOthersAreRefused() {
    LabelledRows train = CHOICE.read(table("a,y\n1,0\n2,1\n"));

    assertThat(CHOICE.readTest(table("a,y\n1,1.0\n"), train).positives()).isEqualTo(1);
    assertThatThrownBy(() -> CHOICE.readTest(table("a,y\n1,0.\n2,1x\n"), train))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected the training rows' values 0, 1, got 0., 1x");
  }

  @Test
  void read_valuesThatDifferInCaseOrBlanks_areWarnedOf() {
    ColumnChoice choice = new ColumnChoice("y", "yes", List.of(), List.of(), "p");

    LabelledRows rows =
        choice.read(table("a,p,y\n1,North  side,yes\n2,north side,Yes\n3,south,yes\n"));

    assertThat(rows.warnings()).hasSize(2);
    assertThat(rows.warnings().get(0)).contains("column 'y'", "'Yes', 'yes'");
    assertThat(rows.warnings().get(1)).contains("column 'p'", "'North  side', 'north side'");
  }

  @Test
  void read_unnamedFirstColumn_isExcludedOrRefused() {
    String text = ",a,y\n1,5,0\n2,6,1\n";

    assertThatThrownBy(() -> CHOICE.read(table(text)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave it out with --exclude unnamed");
    ColumnChoice choice = new ColumnChoice("y", "1", List.of(), List.of("unnamed"), null);
    assertThat(choice.read(table(text)).features()).containsExactly("a");
  }
}
