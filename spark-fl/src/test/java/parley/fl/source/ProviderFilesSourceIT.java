package parley.fl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.InvalidDataException;
import parley.fl.classification.FederatedLogisticRegression;
import parley.testing.LocalSpark;

class ProviderFilesSourceIT {
  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Provider b's x is whole numbers, and c has none: all agree on fractions. */
  @BeforeEach
  void write() throws IOException {
    file("a/rows.csv", "x,word,y\n0.5,u,0\n1.5,\"v, w\",1\n-1.5,u,0\n");
    file("b/rows.csv", "x,word,y\n7,u,1\n-7,z,0\n");
    file("c/rows.csv", "x,word,y\n,u,0\n");
    manifest(
        "good.json",
        "{\"providers\":{\"b\":\"b/rows.csv\",\"c\":\"c/rows.csv\",\"a\":\"a/rows.csv\"}}");
  }

  private void file(String name, String text) throws IOException {
    Path at = folder.resolve(name);
    Files.createDirectories(at.getParent());
    Files.writeString(at, text);
  }

  private void manifest(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), json);
  }

  private Dataset<Row> read(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>();
    options.forEach((key, value) -> all.put(key, value.replace("@", folder + "/")));
    return spark.read().format("parley").options(all).load();
  }

  private static List<String> partitions(Dataset<Row> rows) {
    return rows.javaRDD()
        .mapPartitions(
            part -> {
              StringBuilder all = new StringBuilder();
              part.forEachRemaining(all::append);
              return List.of(all.toString()).iterator();
            })
        .collect();
  }

  @Test
  void load_manifest_aPartitionAProviderInOrderWithTypesOfAll() {
    Dataset<Row> rows = read(Map.of("manifest", "@good.json", "inferSchema", "true"));

    assertThat(rows.schema().toDDL()).isEqualTo("x DOUBLE,word STRING,y INT");
    assertThat(partitions(rows))
        .containsExactly("[0.5,u,0][1.5,v, w,1][-1.5,u,0]", "[7.0,u,1][-7.0,z,0]", "[null,u,0]");
    assertThat(partitions(rows.select("y"))).containsExactly("[0][1][0]", "[1][0]", "[0]");
    assertThat(rows.count()).isEqualTo(6);
    assertThat(rows.filter("x > 1").agg(functions.sum("x")).first().getDouble(0)).isEqualTo(8.5);
  }

  @Test
  void load_pathThatNamesProviders_readsEachOnesFileWithOptionsOfSparksReader() throws IOException {
    for (String provider : List.of("a", "b")) {
      file("rows-" + provider + ".csv", "x;y\n1;-\n2;3\n");
    }
    Dataset<Row> rows =
        read(
            Map.of(
                "path", "@rows-{provider}.csv", "providers", "b, a", "sep", ";", "nullValue", "-"));

    assertThat(rows.schema().toDDL()).isEqualTo("x STRING,y STRING");
    assertThat(partitions(rows)).containsExactly("[1,null][2,3]", "[1,null][2,3]");
  }

  @Test
  void load_schemaGiven_isThatOfAllFiles() {
    Dataset<Row> rows =
        spark
            .read()
            .format("parley")
            .schema("x FLOAT, word STRING, y DOUBLE")
            .option("manifest", folder.resolve("good.json").toString())
            .load();

    assertThat(partitions(rows).get(1)).isEqualTo("[7.0,u,1.0][-7.0,z,0.0]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void load_parquet_isAsItWasWritten(boolean vectorised) throws IOException {
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
    Map<String, String> paths = new TreeMap<>();
    for (int k = 0; k < 3; k++) {
      Path one = folder.resolve("parquet" + k);
      spark
          .range(3)
          .selectExpr("id + " + k + " as n", "id / 2 as half")
          .coalesce(1)
          .write()
          .parquet(one.toString());
      try (Stream<Path> files = Files.list(one)) {
        Path part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
        paths.put("\"p" + k + "\"", "\"" + part + "\"");
      }
    }
    manifest("parquet.json", "{\"providers\":" + paths.toString().replace("=", ":") + "}");
    Dataset<Row> rows = read(Map.of("manifest", "@parquet.json"));

    assertThat(rows.schema().toDDL()).isEqualTo("n BIGINT,half DOUBLE");
    assertThat(partitions(rows))
        .containsExactly("[0,0.0][1,0.5][2,1.0]", "[1,0.0][2,0.5][3,1.0]", "[2,0.0][3,0.5][4,1.0]");
    assertThat(partitions(rows.select("half")).get(2)).isEqualTo("[0.0][0.5][1.0]");
  }

  @Test
  void fit_rowsOfFiles_areThoseOfTheirProvidersByName() {
    Dataset<Row> rows = assembled();
    FederatedLogisticRegression estimator = plain();

    assertThat(estimator.fit(rows).report().providers()).containsExactly("a", "b", "c");
    assertThat(estimator.fit(rows).report().warnings())
        .noneMatch(warning -> warning.contains("moved"));
  }

  private static FederatedLogisticRegression plain() {
    return new FederatedLogisticRegression()
        .setLabelCol("y")
        .setProtection("plain")
        .setMaxIter(2)
        .setRevealWeights(true);
  }

  private Dataset<Row> assembled() {
    return new VectorAssembler()
        .setInputCols(new String[] {"x"})
        .setOutputCol("features")
        .transform(
            read(Map.of("manifest", "@good.json", "inferSchema", "true"))
                .withColumn("x", functions.coalesce(functions.col("x"), functions.lit(0.0))));
  }

  static Stream<Arguments> movedRows() {
    return Stream.of(
        Arguments.of(
            (UnaryOperator<Dataset<Row>>) rows -> rows.repartition(3),
            new String[0],
            "",
            "cannot keep rows in their providers' files: the table's steps move them"),
        Arguments.of(
            (UnaryOperator<Dataset<Row>>) rows -> rows.coalesce(2),
            new String[0],
            "",
            "cannot keep rows in their providers' files: the table's steps move them"),
        Arguments.of(
            (UnaryOperator<Dataset<Row>>) rows -> rows.union(rows),
            new String[0],
            "",
            "cannot keep rows in their providers' files: the table's steps move them"),
        Arguments.of(
            UnaryOperator.<Dataset<Row>>identity(),
            new String[] {"a", "b", "d"},
            "",
            "the rows are in the files of [a, b, c], expected these or no names, got [a, b, d]"),
        Arguments.of(
            UnaryOperator.<Dataset<Row>>identity(),
            new String[0],
            "word",
            "cannot use column word to tell the providers apart: the rows are in the providers' own"
                + " files and would leave them"));
  }

  @ParameterizedTest
  @MethodSource("movedRows")
  void fit_rowsThatWouldLeaveTheirFiles_refused(
      UnaryOperator<Dataset<Row>> step, String[] names, String column, String message) {
    FederatedLogisticRegression estimator = plain();
    if (names.length > 0) {
      estimator.setPartitionProviders(names);
    }
    if (!column.isEmpty()) {
      estimator.setProviderCol(column);
    }
    assertThatThrownBy(() -> estimator.fit(step.apply(assembled())))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> badInputs() {
    String two = "{\"providers\":{\"a\":\"a/rows.csv\",\"b\":\"%s\"}}";
    String shape = "expected {\"providers\": {\"NAME\": \"PATH\", \"NAME\": \"PATH\"}}";
    return Stream.of(
        bad("{", "cannot read manifest @m.json: it is not JSON"),
        bad("{\"providers\":{}}", "cannot read manifest @m.json: " + shape),
        bad("{\"providers\":[\"a\"]}", "cannot read manifest @m.json: " + shape),
        bad("{\"providers\":{\"a\":1}}", "cannot read manifest @m.json: " + shape),
        bad(
            "{\"providers\":{\"a\":\"a/rows.csv\"},\"sep\":\";\"}",
            "cannot read manifest @m.json: it has 'sep', " + shape),
        bad(
            "{\"providers\":{\"a\":\"a/rows.csv\",\"a\":\"b/rows.csv\"}}",
            "cannot read manifest @m.json: a name is there twice, expected each once"),
        bad(
            "{\"format\":\"orc\",\"providers\":{\"a\":\"a/rows.csv\"}}",
            "cannot use format 'orc' for providers' files: expected csv or parquet"),
        bad(two.formatted("b/rows.txt"), "expected a name that ends in .csv, .csv.gz or .parquet"),
        bad(two.formatted("b/rows.parquet"), "expected csv or parquet, got both"),
        bad(
            two.formatted("../b/rows.csv"),
            "cannot read the file of b: its path leaves the provider's folder, expected one inside,"
                + " got '../b/rows.csv'"),
        bad(two.formatted("b/../../x.csv"), "its path leaves the provider's folder"),
        bad(
            "{\"providers\":{\"../a\":\"a/rows.csv\"}}",
            "expected a provider's name without slashes, got '../a'"),
        bad(
            two.formatted("none.csv"),
            "cannot read the file of b: this process has no file @none.csv"),
        bad(
            two.formatted("a/rows.csv"),
            "expected a file for each, got the same one for a and b, @a/rows.csv (this process)"),
        bad(
            two.formatted("linked.csv"),
            "expected a file for each, got the same one for a and b, @linked.csv"),
        bad(
            two.formatted("empty.csv"),
            "cannot read the file of b: @empty.csv (this process) is empty, expected a header"),
        bad(
            two.formatted("headless.csv"),
            "cannot read the file of b: @headless.csv (this process) has no header: column 1 of its"
                + " first line is a number, expected a name"),
        bad(two.formatted("twice.csv"), "has two columns of one name: column 3"),
        bad(
            two.formatted("swapped.csv"),
            "cannot read the file of b: column 2 of @swapped.csv (this process) is another,"
                + " expected word as of a, got y"),
        bad(
            two.formatted("fewer.csv"),
            "column 3 of @fewer.csv (this process) is another, expected y as of a, got none"),
        bad(
            two.formatted("more.csv"),
            "column 4 of @more.csv (this process) is another, expected none as of a, got z"),
        bad(
            two.formatted("texts.csv"),
            "column 1 of @texts.csv (this process) is another, expected x of type double as of a,"
                + " got type string"),
        bad(
            "{\"format\":\"parquet\",\"providers\":{\"a\":\"a/rows.csv\"}}",
            "@a/rows.csv (this process) is not what its format says"));
  }

  private static Arguments bad(String json, String message) {
    return Arguments.of(json, message);
  }

  /** A value of a row is in none of the messages. */
  @ParameterizedTest
  @MethodSource("badInputs")
  void load_badManifestOrFile_saysWhatAndWhere(String json, String message) throws IOException {
    file("empty.csv", "");
    file("headless.csv", "41.0,SECRET,1\n2,SECRET,0\n");
    file("twice.csv", "x,word,x\n");
    file("swapped.csv", "x,y,word\n1,1,SECRET\n");
    file("fewer.csv", "x,word\n1,SECRET\n");
    file("more.csv", "x,word,y,z\n1,SECRET,0,SECRET\n");
    file("texts.csv", "x,word,y\nSECRET,SECRET,0\n");
    Files.createLink(folder.resolve("linked.csv"), folder.resolve("a/rows.csv"));
    manifest("m.json", json);
    assertThatThrownBy(() -> read(Map.of("manifest", "@m.json", "inferSchema", "true")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(message.replace("@", folder + "/"))
        .hasMessageNotContaining("SECRET");
  }

  static Stream<Arguments> badOptions() {
    return Stream.of(
        Arguments.of(Map.of(), "expected the option manifest, or path and providers, got []"),
        Arguments.of(Map.of("path", "@{provider}.csv"), "or path and providers, got [path]"),
        Arguments.of(Map.of("manifest", "@good.json", "path", "x.csv"), "got [manifest, path]"),
        Arguments.of(Map.of("manifest", "@none.json"), "@none.json: there is no such file"),
        Arguments.of(
            Map.of("path", "@{provider}.csv", "providers", "a,b,a"),
            "expected each provider once, got [a, b, a]"),
        Arguments.of(
            Map.of("path", "@{provider}.csv", "providers", "a,,b"), "expected a provider's name"),
        Arguments.of(
            Map.of("manifest", "@good.json", "header", "false"), "expected header true, got false"),
        Arguments.of(
            Map.of("manifest", "@good.json", "format", "json"), "expected csv or parquet"));
  }

  @ParameterizedTest
  @MethodSource("badOptions")
  void load_badOptions_saysWhichAreExpected(Map<String, String> options, String message) {
    assertThatThrownBy(() -> read(options))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(message.replace("@", folder + "/"));
  }

  @Test
  void read_headerChangedSinceLoad_refused() throws IOException {
    Dataset<Row> rows = read(Map.of("manifest", "@good.json"));
    file("b/rows.csv", "x,y,word\n7,1,u\n");

    assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("CSV header does not conform");
  }

  static Stream<Arguments> ownFolders() {
    return Stream.of(
        Arguments.of("a/rows.csv", "@", null, ""),
        Arguments.of("@a/rows.csv", "@a", null, ""),
        Arguments.of("a/rows.csv", null, "@", ""),
        Arguments.of("rows.csv", "@a", "@b", ""),
        Arguments.of(
            "a/rows.csv", null, null, "expected an absolute path or PARLEY_DATA in the worker's"),
        Arguments.of(
            "@b/rows.csv", "@a", null, "reads nothing outside its folder, expected a file in @a"),
        Arguments.of(
            "out.csv", "@a", null, "reads nothing outside its folder, expected a file in @a"),
        Arguments.of("a", "@", null, "executor 7 has no file but a folder at @a"),
        Arguments.of("none.csv", "@a", null, "executor 7 has no file @a/none.csv"));
  }

  @ParameterizedTest
  @MethodSource("ownFolders")
  void find_foldersOfAWorker_onlyFilesInside(String path, String own, String start, String message)
      throws IOException {
    Files.createSymbolicLink(folder.resolve("a/out.csv"), folder.resolve("b/rows.csv"));
    UnaryOperator<String> here = text -> text == null ? null : text.replace("@", folder + "/");
    if (message.isEmpty()) {
      assertThat(
              OwnFile.find("a", here.apply(path), here.apply(own), here.apply(start), "executor 7"))
          .isEqualTo(folder.resolve("a/rows.csv").toRealPath());
    } else {
      assertThatThrownBy(
              () ->
                  OwnFile.find(
                      "a", here.apply(path), here.apply(own), here.apply(start), "executor 7"))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageContaining(here.apply(message));
    }
  }
}
