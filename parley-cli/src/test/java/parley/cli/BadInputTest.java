package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.SealedAnswers;
import parley.fl.report.FitReport;

/** A row an input: what the user gave, the exit code, and what the one line says. */
class BadInputTest {
  private static final String LINEAR = "train linear --data @good.csv --label a --features b ";

  private static final String REVEALED = "--release sealed --reveal-weights ";

  /** Ten rows of two features, a text column, labels and three sites. */
  private static final String HIDDEN =
      "train glm --release querier --data @good.csv --label y --features b --family ";

  private static final String GOOD =
      "a,b,word,y,site\n"
          + String.join(
              "\n",
              IntStream.range(0, 12)
                  .mapToObj(i -> i + "," + i * i % 7 + ",w" + i + "," + i % 2 + ",s" + i % 3)
                  .toList())
          + "\n";

  private static final String POLICY =
      "{\"version\":2,\"queriers\":[\"" + "0".repeat(64) + "\"],\"rows\":5,\"mayOpen\":[]}";

  private static final Map<String, String> plans = new HashMap<>();
  private static byte[] marginPublic = {};

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() {
    write("good.csv", GOOD);
    write("empty.csv", "");
    write("good.zip", GOOD);
    write("good.csv.zst", GOOD);
    write("ragged.csv", "a,b,y\n1,2,0\n1,2\n");
    write("three.csv", "a,y\n1,0\n2,1\n3,2\n");
    write("nan.csv", "a,y,site\n1,0,s\n2,1,t\n3,0,u\nNaN,1,u\n");
    write("infinite.csv", "a,b,c,y\n1,2,1,0\nNaN,3,2,1\nInf,1e999,3,0\n4,1,4,nan\n");
    write("nosite.csv", "a,y,site\n1,0,s\n2,1,t\n3,0,\n");
    write("onesite.csv", "a,y,site\n1,0,s\n2,1,s\n3,0,s\n");
    write("twosites.csv", "a,y,site\n1,0,s\n2,1,t\n3,0,s\n");
    write("allpositivetrain.csv", "a,y\n1,0\n2,1\n3,1\n4,1\n");
    write("oneclass.csv", "a,word,y,site\n1,w,0,s\n2,w,0,s\n");
    write("lonely.csv", "a,word,y,site\n1,w,2,s\n2,w,0,s\n3,w,1,s\n4,w,1,s\n");
    write("range.csv", "a,y,site\n1,0,s\n2,1,t\n300,0,u\n4,1,u\n");
    write("negative.csv", "t,u,e\n-1,1,1\n2,2,0\n3,3,1\n4,4,0\n");
    write("sites.csv", "s,b,e\na,1,.1\nb,2,.1\nc,3,.2\n");
    write("words.csv", "a\none\ntwo\n");
    write("quoted.csv", "a,y\n1,0\n\"1\"2,1\n");
    write("dot.csv", "a,b,y,site\n1,1,0.,s\n1,1,1.x,s\n");
    write("rownames.csv", ",a,y\n1,5,0\n2,6,1\n3,7,1\n");
    write("levels.json", "{\"word\":[\"w0\",\"w1\"]}");
    write("s0.csv", "a,word,y\n1,u,0\n2,v,1\n");
    write("s1.csv", "a,word,y\n3,u,1\n4,v,0\n");
    write("s2.csv", "word,a,y\nu,5,0\nv,6,1\n");
    write("sites.json", manifest("s0.csv", "s1.csv"));
    write("i0.csv", "a\n1\n2\n");
    write("i1.csv", "a\n3\n4\n");
    write("i2.csv", "a\n5\nInf\n");
    write("infinite.json", "{\"providers\":{\"p\":\"i0.csv\",\"q\":\"i1.csv\",\"r\":\"i2.csv\"}}");
    write("mixed.json", manifest("s0.csv", "s2.csv"));
    write("shared.json", manifest("s0.csv", "s0.csv"));
    write("away.json", manifest("s0.csv", "../s1.csv"));
    write("lost.json", manifest("s0.csv", "s9.csv"));
    write("columns.json", manifest("s0.csv", "s1.csv").replace("}}", "},\"columns\":[]}"));
    write("codes.csv", "ward,y,p,s\n2F,1,1,.5\n017,1,0,.5\n10E1,0,1,NaN\n100,0,0,.5\n");
    writeBytes(
        "latin.csv", "town,y,p\nUlm,1,1\nK\u00f6ln,0,1\n".getBytes(StandardCharsets.ISO_8859_1));
    write("notakey", "hello");
    folder.resolve("saved").toFile().mkdir();
    write("saved/progress", "hello");
    write("policy.json", POLICY);
    write("unknown.json", POLICY.replace("rows", "row"));
    write("loose.json", POLICY);
    folder.resolve("loose.json").toFile().setWritable(true, false);
    write("a.log", "hello\n");
    write("clear.json", FitReport.builder("t", "plain").build().toJson());
    folder.resolve("answers").toFile().mkdir();
    writeBytes("answers/margins.answers", regressionAnswers());
    writeBytes("tiny.images", idx(0x803, 3, 1, 2, 0, 255, 7, 0, 1, 9));
    writeBytes("cut.images", idx(0x803, 3, 1, 2, 0, 255, 7, 0, 1));
    writeBytes("tiny.labels", idx(0x801, 3, 4, 5, 4));
    writeBytes("more.labels", idx(0x801, 4, 4, 5, 4, 5));
    Cli.run("keygen", "--out", folder.resolve("clearkey").toString());
    write("network.plan", plans.get("network.plan"));
    write("altered.plan", plans.get("network.plan").replace("2-4-2", "2-3-2"));
    write("margin.plan", plans.get("margin.plan"));
    writeBytes("margin.public", marginPublic);
  }

  /** Plans, and a public key for one of them, which take a moment to make. */
  @BeforeAll
  static void plan(@TempDir Path made) throws IOException {
    Map<String, String> commands =
        Map.of(
            "network.plan",
            "plan mlp --rows 12 --feature-count 2 --providers 3 --layers 4 --max-iter 2"
                + " --reveal-weights --out ",
            "margin.plan",
            "plan --rows 12 --feature-count 2 --providers 3 --max-iter 2 --out ");
    for (Map.Entry<String, String> one : commands.entrySet()) {
      Path file = made.resolve(one.getKey());
      assertThat(Cli.run((one.getValue() + file).split(" ")).code()).isZero();
      plans.put(one.getKey(), Files.readString(file));
    }
    Path key = made.resolve("key");
    Path shown = made.resolve("public");
    Cli.run("keygen", "--out", key.toString());
    Cli.run(
        "keygen --public-for %s --querier-key %s --out %s"
            .formatted(made.resolve("margin.plan"), key, shown)
            .split(" "));
    marginPublic = Files.readAllBytes(shown);
  }

  /** What {@code answers} of a regression gives, but for the margins. */
  private static byte[] regressionAnswers() {
    SealedAnswers.Origin origin = new SealedAnswers.Origin("", "", "", "", "", "");
    return new SealedAnswers(
            SealedAnswers.Kind.MARGINS,
            origin,
            new byte[0],
            1,
            0,
            AnswerForm.MARGINS,
            List.of(new SealedAnswers.Part(new byte[1], 1, 1)),
            List.of(0L),
            null,
            Map.of())
        .toBytes();
  }

  /** The magic number, as many dimensions as it says, and bytes. */
  private static byte[] idx(int magic, int... numbers) {
    int dimensions = magic & 0xFF;
    ByteBuffer bytes = ByteBuffer.allocate(4 + 3 * dimensions + numbers.length).putInt(magic);
    for (int k = 0; k < numbers.length; k++) {
      if (k < dimensions) {
        bytes.putInt(numbers[k]);
      } else {
        bytes.put((byte) numbers[k]);
      }
    }
    return bytes.array();
  }

  private void writeBytes(String name, byte[] bytes) {
    try {
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    Cli.write(folder.resolve(name), text);
  }

  private static String manifest(String first, String second) {
    return "{\"providers\":{\"p\":\"" + first + "\",\"q\":\"" + second + "\"}}";
  }

  private static String atHome(String manifest) {
    return "train logistic --label y --positive 1 --data-manifest @" + manifest;
  }

  private static String describe(String columns) {
    return "stats describe --data-manifest @sites.json --columns " + columns;
  }

  /** What rows in files at their providers are refused for. */
  static Stream<Arguments> files() {
    return Stream.of(
        row("no rows", "train logistic --label y --positive 1", 2, "expected --data FILE"),
        row(
            "manifest and table",
            atHome("sites.json") + " --data @good.csv",
            2,
            "cannot use --data with --data-manifest"),
        row(
            "test rows of files",
            atHome("sites.json") + " --test-every 5",
            2,
            "cannot use --test-every with --data-manifest"),
        row(
            "weights of files",
            atHome("sites.json") + " --reveal-weights",
            2,
            "cannot use --reveal-weights with --data-manifest"),
        row("no manifest", atHome("none.json"), 2, "none.json: there is no such file"),
        row(
            "unknown key of a manifest",
            atHome("columns.json"),
            2,
            "columns.json: it has 'columns', expected {\"providers\":"),
        row("other columns", atHome("mixed.json"), 2, "cannot read the file of q: column 1 of"),
        row(
            "one file for two",
            atHome("shared.json"),
            2,
            "expected a file for each, got the same one for p and q"),
        row(
            "path that leaves",
            atHome("away.json"),
            2,
            "cannot read the file of q: its path leaves"),
        row("provider without a file", atHome("lost.json"), 2, "cannot read the file of q: this"),
        row(
            "text as a feature of files",
            atHome("sites.json"),
            2,
            "cannot use column 'word' of the providers' files as a feature: expected numbers, got"
                + " string"),
        row(
            "label that files have not",
            "train logistic --label z --positive 1 --data-manifest @sites.json",
            2,
            "cannot find column 'z' in the files of"),
        row(
            "positive value of no number",
            "train logistic --label y --positive yes --exclude word --data-manifest @sites.json",
            2,
            "its values are numbers, expected one for --positive, got 'yes'"),
        row("two files", atHome("sites.json") + " --exclude word", 2, "expected at least 3"),
        row(
            "no rows of a statistic",
            "stats describe --columns a",
            2,
            "expected --data FILE or --data-manifest F.json"),
        row(
            "manifest and table of a statistic",
            describe("a") + " --data @good.csv",
            2,
            "cannot use --data with --data-manifest"),
        row(
            "providers of files",
            describe("a") + " --provider-column site",
            2,
            "cannot use --provider-column with --data-manifest"),
        row("statistic of two files", describe("a"), 2, "expected at least 3"),
        row(
            "statistic of text in files",
            describe("word"),
            2,
            "cannot use column word of sites.json as numbers: expected numbers, got text"),
        row(
            "column that files have not",
            describe("z"),
            2,
            "cannot find column 'z' in sites.json: expected one of a, word, y"),
        row(
            "levels that nobody sees",
            describe("a") + " --by word",
            2,
            "of the providers' files: nobody sees the values of all rows, expected --levels"),
        row(
            "grid that nobody sees",
            "stats test mannwhitney --columns a --by y --levels @levels.json --data-manifest"
                + " @sites.json",
            2,
            "expected --grid a=FROM:TO:STEP that they agreed on"),
        row(
            "sites of a column and files",
            "meta --site s --estimate b --standard-error e --data-manifest @sites.json",
            2,
            "cannot use --data-manifest: each site of column s is a provider"),
        row(
            "no number in a provider's file",
            "stats describe --columns a --data-manifest @infinite.json",
            2,
            "a is not finite"),
        row(
            "weights of one margin from files",
            "train linear --release sealed --label y --reveal-weights --features word"
                + " --data-manifest @sites.json",
            2,
            "cannot use column word of sites.json as numbers"));
  }

  /** What {@code train mlp} refuses. */
  static Stream<Arguments> networks() {
    return Stream.of(
        row("no rows of a network", "train mlp", 2, "expected --data FILE or --images FILE"),
        row(
            "two kinds of rows",
            mlp("--images @tiny.images"),
            2,
            "FILE or --images FILE, got both"),
        row(
            "no label of a network",
            "train mlp --data @good.csv",
            2,
            "--data needs --label COLUMN"),
        row(
            "labels of a table",
            mlp("--labels @tiny.labels"),
            2,
            "cannot use --labels with --data"),
        row(
            "layers of text",
            mlp("--layers 4,x"),
            2,
            "cannot use --layers: expected neurons of each hidden layer such as 64 or 64,32, or"
                + " none, got 4,x"),
        row(
            "a layer of nothing",
            mlp("--layers 4,0"),
            2,
            "cannot make a network: expected features, hidden layers if any and outputs, each of"
                + " at least 1, got [2, 4, 0, 2]"),
        row(
            "steps of no layer",
            mlp("--layers none --steps .1,.1"),
            2,
            "expected a step for each of 1 layers, got 2"),
        row(
            "steps of other layers",
            mlp("--layers 4 --steps .1"),
            2,
            "expected a step for each of 2 layers, got 1"),
        row("momentum of 1", mlp("--momentum 1"), 2, "cannot plan a network's training: expected"),
        row("unknown schedule", mlp("--schedule cosine"), 2, "expected falling or constant"),
        row(
            "batch larger than rows",
            mlp("--batch-rows 13"),
            2,
            "cannot use --batch-rows: expected at most the 12 training rows, got 13"),
        row(
            "weights of other classes",
            mlp("--class-weights 1,2,3"),
            2,
            "cannot use --class-weights: expected one for each of the classes 0, 1, got 3"),
        row(
            "a map without images",
            mlp("--input-map cosine:1"),
            2,
            "cannot use --input-map: the features of a table are no images, expected --image-shape"
                + " HxW with it"),
        row("a range without images", mlp("--pixel-range 0:1"), 2, "cannot use --pixel-range: the"),
        row("an unknown map", mlp("--image-shape 1x2 --input-map fourier"), 2, "got 'fourier'"),
        row(
            "no shape",
            mlp("--image-shape 12"),
            2,
            "expected HEIGHTxWIDTH such as 28x28, got '12'"),
        row(
            "images that cells do not divide",
            mlp("--image-shape 1x2 --input-map gradients:2"),
            2,
            "cannot map images of 1x2 pixels by gradients:2: 2x2 cells do not divide them, expected"
                + " cells a side that divide 1 and 2"),
        row(
            "more frequencies than pixels",
            mlp("--image-shape 1x2 --input-map cosine:3"),
            2,
            "they have 2 frequencies, expected 1 to 2 of them"),
        row(
            "images of another size",
            mlp("--image-shape 2x2"),
            2,
            "is no such image, expected 2x2 pixels from 0.0 to 255.0"),
        row(
            "pixels outside of the range",
            mlp("--image-shape 1x2 --input-map average:1 --pixel-range 0:8"),
            2,
            "is no such image, expected 1x2 pixels from 0.0 to 8.0"),
        row("images without labels", "train mlp --images @tiny.images", 2, "needs --labels FILE"),
        row(
            "images of labels",
            images("tiny.labels", "tiny.labels"),
            2,
            "it begins with 0x00000801, expected 0x"),
        row(
            "more labels than images",
            images("tiny.images", "more.labels"),
            2,
            "tiny.images has 3 images, expected as many labels in"),
        row(
            "images cut off",
            images("cut.images", "tiny.labels"),
            2,
            "it ends after 2 of 3, expected all of"),
        row(
            "a shape that files say",
            images("tiny.images", "tiny.labels") + "--image-shape 1x2",
            2,
            "cannot use --image-shape with --images: the files say it"),
        row(
            "a label of images",
            images("tiny.images", "tiny.labels") + "--label y",
            2,
            "cannot use --label with --images"),
        row(
            "test images of a table",
            mlp("--test-images @tiny.images"),
            2,
            "cannot use --test-images with --data"),
        row(
            "test images without labels",
            images("tiny.images", "tiny.labels") + "--test-images @tiny.images",
            2,
            "expected --test-images with --test-labels, got one of them"),
        row(
            "a sealed network without keys that last",
            mlp("--protection encrypted --model-out @m"),
            2,
            "cannot save a sealed model: nobody could use it without its keys"),
        row(
            "a sealed network of which nothing is left",
            mlp("--protection encrypted"),
            2,
            "cannot train: nothing would be left of it, expected --model-out DIR, test rows"),
        row(
            "a sealed network that could answer nothing",
            mlp("--protection encrypted --layers 4,4,4,4,4,4 --test-every 4"),
            2,
            "hides the answers too, expected at least 8 bits behind the point, got 2 with 3"
                + " providers and hidden layers of [4, 4, 4, 4, 4, 4]; fewer of either"),
        row(
            "a network's range missing",
            mlp("--standardization ranges --row-bound 100 --feature-ranges nothing=0:1"),
            2,
            "cannot use the agreed ranges: feature 'a' has none"),
        row(
            "ranges that are missing",
            mlp("--standardization ranges --row-bound 100"),
            2,
            "expected featureRanges and rowBound, got no ranges"),
        row(
            "checkpoint of a network that no other process could use",
            mlp("--protection encrypted --reveal-weights --checkpoint @c"),
            2,
            "expected --querier-key and --key-store or --vault with --checkpoint"),
        row(
            "checkpoint of a network in clear",
            mlp("--checkpoint @c"),
            2,
            "--checkpoint is for encrypted ones"),
        row(
            "a hidden layer that is wider than the ring",
            mlp("--protection encrypted --reveal-weights --layers 4,9000"),
            2,
            "a hidden layer does not fit the ring, expected at most 8192 neurons, got 9000"),
        row(
            "a plan of another kind",
            following("--plan @margin.plan", ""),
            2,
            "margin.plan: it plans a model of one margin, expected a network's, of parley plan"
                + " mlp"),
        row(
            "a network's plan of a logistic regression",
            "train logistic --data @good.csv --label y --positive 1 --exclude word,site --providers"
                + " 3 --plan @network.plan",
            2,
            "network.plan: it plans a network, expected a model of one margin's, of parley plan"),
        row("a plan that was altered", following("--plan @altered.plan", ""), 2, "it was altered"),
        row(
            "a plan of other layers",
            following("--plan @network.plan", "--layers 5"),
            2,
            "fit the training in layers, expected 2-4-2, got 2-5-2"),
        row(
            "a plan of other columns",
            following("--plan @network.plan", "--features a"),
            2,
            "fit the training in layers, expected 2-4-2, got 1-4-2"),
        row(
            "a plan of other iterations",
            following("--plan @network.plan", "--max-iter 3"),
            2,
            "fit the training in iterations, expected 2, got 3"),
        row(
            "a plan of a model that is not sealed",
            following("--plan @network.plan", "").replace("--reveal-weights", "--test-every 4"),
            2,
            "fit the training in reveal, expected true, got false"),
        row(
            "a plan in clear",
            mlp("--plan @network.plan"),
            2,
            "--plan and --querier-public are for encrypted trainings"),
        row(
            "a querier apart without a plan",
            following("--querier-public @margin.public", ""),
            2,
            "expected --plan PLAN, the one that --querier-public was made for"),
        row(
            "a querier apart of another plan",
            following("--plan @network.plan --querier-public @margin.public", ""),
            2,
            "it was made for another plan, expected"),
        row(
            "a network revealed to a querier apart",
            following("--plan @margin.plan --querier-public @margin.public", ""),
            2,
            "cannot train a network for a querier that is apart: nobody here may read its"));
  }

  /** A training of the rows that the plan is for, but for columns that are named. */
  private static String following(String plan, String more) {
    return "train mlp --data @good.csv --label y --provider-column site --reveal-weights "
        + (more.contains("--features") ? "" : "--exclude word ")
        + plan
        + " "
        + more;
  }

  private static String planned(String more) {
    return "plan mlp --rows 100 --feature-count 5 " + more;
  }

  private static String mlp(String more) {
    String protection = more.contains("--protection") ? "" : " --protection plain";
    return "train mlp --data @good.csv --label y --provider-column site --exclude word "
        + more
        + protection;
  }

  /** The label has three values, and no positive one is named. */
  private static String classes(String more) {
    return "train logistic --data @three.csv --label y --providers 3 " + more;
  }

  private static String images(String images, String labels) {
    return "train mlp --protection plain --providers 3 --images @%s --labels @%s "
        .formatted(images, labels);
  }

  static Stream<Arguments> inputs() {
    String site = " --provider-column site --exclude word";
    return Stream.of(
        row("no command", "", 2, "a command is missing"),
        row("unknown command", "frobnicate", 2, "frobnicate"),
        row("no statistic", "stats", 2, "a statistic is missing, expected one of describe"),
        row("statistic of text", stats("word"), 2, "cannot use column word of good.csv as numbers"),
        row("statistic of nothing", stats("z"), 2, "cannot find column 'z' in good.csv"),
        row("a column twice", stats("a,a"), 2, "cannot use the columns a, a: expected each once"),
        row("NaN described", "stats describe --data @nan.csv --columns a", 2, "line 5 of"),
        row(
            "no site",
            "stats describe --data @nosite.csv --columns a --provider-column site",
            2,
            "column site has nulls"),
        row(
            "two sites",
            "stats describe --data @twosites.csv --columns a --provider-column site",
            2,
            "expected at least 3 providers, got 2"),
        row(
            "levels of what is none",
            stats("a") + " --by word --levels @notakey",
            2,
            "it is not JSON"),
        row(
            "weight of 0",
            stats("b") + " --weight a",
            2,
            "the weight is missing, not finite or not above 0"),
        row("no test", "stats test", 2, "a test is missing, expected one of t, anova"),
        row(
            "test of both",
            "stats test t --data @good.csv --columns a --by y --mean 3",
            2,
            "expected --by, or --paired or --mean, got both"),
        row("groups of three", "stats test t --data @good.csv --columns a --by site", 2, "cannot"),
        row(
            "table of one",
            "stats crosstab --data @good.csv --rows y --columns y",
            2,
            "cannot count y against itself"),
        row(
            "least cell of 0",
            "stats crosstab --data @good.csv --rows y --columns site --least-cell 0",
            2,
            "expected a whole number from 1, got 0"),
        row(
            "cosine of three",
            "stats cosine --data @good.csv --column a --position b --provider-column site"
                + " --length 2",
            2,
            "cannot compute a cosine: expected two providers, got 3"),
        row(
            "vectors of one entry",
            "stats cosine --data @good.csv --column a --position b --provider-column site"
                + " --length 1",
            2,
            "expected vectors of 2 to 2^20 entries, got 1"),
        row(
            "one column for both",
            "stats cosine --data @good.csv --column a --position a --provider-column site",
            2,
            "expected each column once, got [a, a]"),
        row(
            "table one of its groups",
            "stats tableone --data @good.csv --columns a,site --by site",
            2,
            "cannot use column site in a table one: it names the groups already"),
        row(
            "categories elsewhere",
            "stats tableone --data @good.csv --columns a --categories b --by site",
            2,
            "cannot use --categories: expected some of a, got b"),
        row(
            "quantile of 2",
            "stats quantiles --data @good.csv --columns a --probabilities 2 --range 0,9",
            2,
            "cannot"),
        row(
            "range of one",
            "stats quantiles --data @good.csv --columns a --probabilities .5 --range 9",
            2,
            "expected two numbers LO,HI such as 0,120, got 9"),
        row(
            "range upside down",
            "stats quantiles --data @good.csv --columns a --probabilities .5 --range 9,1",
            2,
            "cannot"),
        row(
            "edges that fall",
            "stats histogram --data @good.csv --columns a --edges 3,2",
            2,
            "cannot"),
        row(
            "top none",
            "stats top --data @good.csv --columns a --count 0",
            2,
            "expected a number from 1, got 0"),
        row(
            "method of none",
            "stats correlate --data @good.csv --columns a,b --method kendall",
            2,
            "expected pearson or spearman, got kendall"),
        row("one to correlate", "stats correlate --data @good.csv --columns a", 2, "cannot"),
        row(
            "grid of nothing",
            "stats correlate --data @good.csv --columns a,b --method spearman --grid a=1:2",
            2,
            "expected COLUMN=FROM:TO:STEP such as age=0:120:1, got a=1:2"),
        row(
            "model of text",
            "train linear --data @good.csv --label a --features word",
            2,
            "cannot use column word of good.csv as numbers: expected numbers, got text"),
        row(
            "label as a feature",
            "train linear --data @good.csv --label a --features a",
            2,
            "it has another part already"),
        row(
            "features twice told",
            "train linear --data @good.csv --label a --features b --exclude word",
            2,
            "expected --features or --exclude, got both"),
        row(
            "penalty below 0",
            "train linear --data @good.csv --label a --features b --reg-param -1",
            2,
            "cannot"),
        row(
            "errors of no kind",
            "train linear --data @good.csv --label a --features b --errors hc2",
            2,
            "expected one of classical, hc1, cluster, got hc2"),
        row(
            "family of none",
            "train glm --family normal --data @good.csv --label y --features a",
            2,
            "expected one of gaussian, binomial, poisson, gamma, tweedie, negative-binomial, got"
                + " normal"),
        row(
            "link that does not go",
            "train glm --family poisson --link probit --data @good.csv --label y --features a",
            2,
            "cannot"),
        row(
            "labels beyond the family",
            "train glm --family binomial --data @good.csv --label a --features b",
            1,
            "cannot"),
        row(
            "release unknown",
            "train glm --family binomial --release hidden --data @good.csv --label y --features b",
            2,
            "cannot use --release: expected rounds, querier or sealed, got hidden"),
        row(
            "release of sums unknown",
            "train linear --release querier --data @good.csv --label a --features b",
            2,
            "cannot use --release: expected rounds or sealed, got querier"),
        row(
            "model of sums to keep",
            LINEAR + "--model-out @model",
            2,
            "cannot use --model-out: it is for encrypted descent, expected --release sealed, got"
                + " rounds"),
        row(
            "weights of hidden coefficients",
            HIDDEN + "poisson --reveal-weights",
            2,
            "cannot use --reveal-weights: it is for encrypted descent, expected --release sealed,"
                + " got querier"),
        row(
            "shares of sums to keep",
            LINEAR + "--key-store @store",
            2,
            "cannot use --key-store: it is for encrypted descent"),
        row(
            "iterations of sums",
            LINEAR + "--max-iter 3",
            2,
            "cannot use --max-iter: it is for encrypted descent"),
        row(
            "sealed for nothing",
            LINEAR + "--release sealed",
            2,
            "nothing would be left of it, expected --model-out DIR or --reveal-weights"),
        row(
            "sealed without keys",
            LINEAR + "--release sealed --model-out @model",
            2,
            "cannot save a sealed model: nobody could use it without its keys"),
        row(
            "sealed with open stores",
            LINEAR + "--release sealed --reveal-weights --key-store @store",
            2,
            "cannot keep the providers' key shares: no passphrase protects them"),
        row(
            "sealed in clear with shares",
            LINEAR + REVEALED + "--protection plain --key-store @store --passphrase-from none",
            2,
            "cannot use --key-store with --protection plain: nothing is encrypted there"),
        row(
            "sealed with errors",
            LINEAR + REVEALED + "--errors hc1",
            2,
            "cannot use --errors with --release sealed: it has no standard errors at all"),
        row(
            "sealed lasso",
            LINEAR + REVEALED + "--elastic-net .5",
            2,
            "cannot use --elastic-net with --release sealed: a lasso is no descent"),
        row(
            "sealed penalty of features as they are",
            LINEAR + REVEALED + "--no-standardization",
            2,
            "cannot use --no-standardization with --release sealed"),
        row("sealed penalty below 0", LINEAR + REVEALED + "--reg-param -1", 2, "regParam"),
        row(
            "sealed by a rule of sums",
            LINEAR + REVEALED + "--least-rows 5",
            2,
            "cannot use --least-rows with --release sealed: it is a rule for statistics"),
        row(
            "sealed without an intercept",
            LINEAR + REVEALED + "--no-intercept",
            2,
            "cannot use --no-intercept: a sealed model always has a constant term"),
        row(
            "sealed with ids",
            LINEAR + REVEALED + "--id-column word",
            2,
            "cannot use --id-column with --release sealed: it is a rule for statistics"),
        row(
            "sealed with an offset",
            "train glm --data @good.csv --label y --features b --family poisson --offset a "
                + REVEALED,
            2,
            "cannot use --offset with --release sealed: an offset is no part of an encrypted"),
        row(
            "sealed without a polynomial",
            "train glm --data @none.csv --label y --features b --family gamma " + REVEALED,
            2,
            "no polynomial stands for the link inverse of gamma, expected release rounds, or of"
                + " sealed gaussian identity"),
        row(
            "sealed family without a polynomial",
            "train glm --data @good.csv --label y --features b --family negative-binomial "
                + REVEALED,
            2,
            "cannot use --family negative-binomial with --release sealed: no polynomial stands"),
        row(
            "margins that are no probabilities",
            "open --querier-key @clearkey @answers",
            2,
            "cannot open answers: they are a regression's, whose margins are no probabilities"),
        row(
            "hidden coefficients in clear",
            HIDDEN + "binomial --protection plain",
            2,
            "coefficients are hidden by encryption, expected --protection encrypted, got plain"),
        row(
            "hidden coefficients without a polynomial",
            HIDDEN + "binomial --link cloglog",
            2,
            "no polynomial stands for BINOMIAL with CLOGLOG, expected BINOMIAL with LOGIT or"),
        row(
            "hidden coefficients with an offset",
            HIDDEN + "poisson --offset a",
            2,
            "expected a model with a constant term, without an offset and weights of rows, got the"
                + " offset a"),
        row(
            "hidden coefficients in too many rounds",
            HIDDEN + "binomial --max-iter 101",
            2,
            "expected at most 100 rounds, got 101"),
        row(
            "hidden coefficients from a public key alone",
            HIDDEN + "binomial --querier-key @clearkey.pub",
            2,
            "cannot read querier key"),
        row(
            "three sites",
            "meta --data @sites.csv --site s --estimate b --standard-error e",
            1,
            "site"),
        row(
            "an error each",
            "meta --data @sites.csv --site s --estimate b,e --standard-error e",
            2,
            "expected a standard error for each of b, e, got e"),
        row(
            "sites and providers",
            "meta --data @sites.csv --site s --estimate b --standard-error e --providers 3",
            2,
            "each site of column s is one, got another choice"),
        row(
            "method of no kind",
            "meta --data @sites.csv --site s --estimate b --standard-error e --method bayes",
            2,
            "expected one of fixed, dersimonian-laird, paule-mandel, reml, got bayes"),
        row(
            "no estimate",
            "meta --data @sites.csv --site s",
            2,
            "cannot put estimates together: expected --estimate, got none"),
        row(
            "tables of estimates",
            "meta --data @sites.csv --site s --method mantel-haenszel --estimate b",
            2,
            "it takes counts, expected --events and --totals"),
        row(
            "a total alone",
            "meta --data @sites.csv --site s --method mantel-haenszel --events b,e --totals b",
            2,
            "expected two columns for --events and two for --totals, got 2 and 1"),
        row(
            "events of estimates",
            "meta --data @sites.csv --site s --estimate b --standard-error e --events b,e",
            2,
            "cannot use --events or --totals with the method dersimonian-laird"),
        row(
            "site reports in no folder",
            "study --data @good.csv --model linear --label a --features b --site-reports"
                + " @nowhere/pages",
            2,
            "there is no folder"),
        row(
            "no analysis",
            "survival",
            2,
            "an analysis is missing, expected one of km, logrank, cox"),
        row(
            "negative times",
            "survival km --data @negative.csv --time t --event e --grid 0:9:1",
            1,
            "time"),
        row(
            "event of 2",
            "survival km --data @negative.csv --time u --event t --grid 0:9:1",
            1,
            "event"),
        row(
            "grid that is none",
            "survival km --data @negative.csv --time u --event e --grid 9",
            2,
            "expected FROM:TO:STEP such as 0:1000:1, got 9"),
        row(
            "ties of none",
            "survival cox --data @negative.csv --time u --event e --features t --ties exact",
            2,
            "expected one of breslow, efron, got exact"),
        row(
            "time as a feature",
            "survival cox --data @negative.csv --time u --event e --features u",
            2,
            "it has another part already"),
        row(
            "all risk sets encrypted",
            "survival cox --data @negative.csv --time u --event e --features t --strata none",
            2,
            "two that follow each other differ by one person's row; expected --protection plain"),
        row(
            "strata of none",
            "survival cox --data @negative.csv --time u --event e --features t --strata sites",
            2,
            "expected one of providers, none, got sites"),
        row(
            "all rows under rules",
            "survival cox --data @negative.csv --time u --event e --features t --strata none"
                + " --protection plain --least-rows 2",
            1,
            "cannot bring all rows to one place: the query's rules are about sums over providers"),
        row(
            "weighting of none",
            "survival logrank --data @negative.csv --time u --event e --by e --weighting wilcoxon",
            2,
            "expected one of log-rank, gehan"),
        row(
            "base of none",
            "train multinomial --data @good.csv --label site --features a --base s9",
            2,
            "expected a base among [s0, s1, s2], got s9"),
        row(
            "no constant",
            "train multinomial --data @good.csv --label site --features a --no-intercept",
            2,
            "always has a constant term"),
        row(
            "penalty of less than none",
            "train multinomial --data @good.csv --label site --features a --reg-param -1",
            2,
            "expected regParam of at least 0, got -1"),
        row(
            "rows of less than none",
            "stats describe --data @good.csv --columns a --least-rows -1",
            2,
            "expected 0 or more, got -1 and 0"),
        row(
            "rounded to nothing",
            "stats top --data @good.csv --columns site --round-to 0",
            2,
            "cannot use --round-to: expected a whole number from 1, got 0"),
        row(
            "rounded figures of no counts",
            "stats describe --data @good.csv --columns a --round-to 5",
            2,
            "cannot round to multiples of 5: expected figures made of counts alone"),
        row(
            "noise in sums of values",
            "stats describe --data @good.csv --columns a --noise 5",
            2,
            "cannot add noise to what is summed up: expected figures made of counts alone"),
        row(
            "no noise",
            "stats top --data @good.csv --columns site --noise 0",
            2,
            "cannot add noise: expected a deviation above 0 to 2^20 with 6 decimals at most, got"
                + " 0"),
        row(
            "vault in clear",
            stats("a") + " --protection plain --vault @",
            2,
            "cannot use --vault with --protection plain"),
        row(
            "vault and policy",
            stats("a") + " --policy @good.csv --vault @",
            2,
            "cannot use --policy with --vault: a vault has its own policy"),
        row(
            "noise in clear",
            "stats top --data @good.csv --columns site --noise 1 --protection plain",
            2,
            "cannot use --noise with --protection plain"),
        row(
            "noisy cells hidden",
            "stats crosstab --data @good.csv --rows site --columns y --noise 1 --least-cell 5",
            2,
            "cannot use --least-cell with --noise"),
        row(
            "too few rows",
            "stats describe --data @good.csv --columns a --least-rows 100",
            1,
            "100"),
        row(
            "alpha elsewhere",
            "train glm --family poisson --alpha 2 --data @good.csv --label y --features b",
            2,
            "cannot use --alpha with the family poisson"),
        row(
            "two providers allowed",
            stats("a") + " --allow-two-providers",
            2,
            "a sum of two providers tells each the other's part"),
        row(
            "protection of no kind",
            stats("a") + " --protection secret",
            2,
            "expected encrypted, masked or plain, got secret"),
        row(
            "key under masks",
            stats("a") + " --protection masked --querier-key @clearkey",
            2,
            "cannot use --querier-key with --protection masked: nobody needs a key"),
        row(
            "vault under masks",
            stats("a") + " --protection masked --vault v",
            2,
            "cannot use --vault with --protection masked: no vault answers masked sums"),
        row(
            "noise under masks",
            stats("a") + " --protection masked --noise 2 --least-rows 5",
            2,
            "cannot use --noise with --protection masked: no provider adds any there"),
        row(
            "a sealed model under masks",
            "train linear --data @good.csv --label y --features b --protection masked --release"
                + " sealed --model-out m",
            2,
            "cannot use --protection masked with --release sealed"),
        row(
            "key in clear",
            stats("a") + " --protection plain --querier-key @clearkey",
            2,
            "cannot use --querier-key with --protection plain"),
        row(
            "key that is none",
            stats("a") + " --querier-key @notakey",
            2,
            "cannot read querier key"),
        row("no model", "train", 2, "a model is missing"),
        row(
            "unknown option",
            "train logistic --data @good.csv --label y --positive 1 --speed 9",
            2,
            "--speed"),
        row("label not named", "train logistic --data @good.csv --positive 1", 2, "--label"),
        row("no such file", train("nowhere.csv"), 2, "there is no such file"),
        row("empty file", train("empty.csv"), 2, "the file is empty"),
        row("ragged rows", train("ragged.csv"), 2, "line 3 is ragged, expected 3 cells, got 2"),
        row("unknown label", trainLabel("z"), 2, "cannot find column 'z' in"),
        row("unknown feature", train("good.csv") + " --features a,z", 2, "cannot find column 'z'"),
        row(
            "unknown column excluded",
            train("good.csv") + " --exclude z",
            2,
            "cannot find column 'z'"),
        row(
            "unknown provider column",
            train("good.csv") + " --exclude word --provider-column z",
            2,
            "cannot find column 'z'"),
        row("text column", train("good.csv"), 2, "cannot use column 'word' as a feature: line 2"),
        row("label of three values", train("three.csv"), 2, "expected two values, got 0, 1, 2"),
        row(
            "two values without a positive one",
            classes("--exclude word,site").replace("three", "good"),
            2,
            "cannot tell which value of label 'y' counts as 1: it has two, 0 and 1, expected"
                + " --positive VALUE"),
        row(
            "a plan of classes",
            "plan --data @three.csv --label y",
            2,
            "counts as 1: expected --positive VALUE"),
        row(
            "classes at home",
            "train logistic --label y --data-manifest @sites.json",
            2,
            "counts as 1: expected --positive VALUE"),
        row(
            "classes in clear",
            classes("--protection plain"),
            2,
            "expected no --protection plain (without --positive each value of the label is a"
                + " class), or train mlp --layers none --protection plain for the same steps"),
        row(
            "classes whose weights are seen",
            classes("--reveal-weights"),
            2,
            "expected no --reveal-weights (without --positive each value of the label is a class)"),
        row(
            "classes of which nothing is left",
            classes(""),
            2,
            "cannot train: nothing would be left of it, expected --model-out DIR or test rows"),
        row(
            "a polynomial of classes",
            classes("--degree 9 --test-data @three.csv"),
            2,
            "cannot seal a model of several classes: one polynomial stands for its sigmoids"),
        row(
            "a penalty of classes",
            classes("--reg-param .1 --test-data @three.csv"),
            2,
            "there is no penalty, expected regParam 0 or none, got 0.1"),
        row(
            "positive never occurs",
            "train logistic --data @good.csv --label y --positive yes --exclude word,site",
            2,
            "the positive value 'yes' never occurs"),
        row("NaN", train("nan.csv") + " --provider-column site", 2, "line 5 of"),
        row(
            "text behind a quote",
            train("quoted.csv"),
            2,
            "line 3 has text behind a closing quote"),
        row("bytes that are not UTF-8", train("latin.csv"), 2, "line 3 is not in UTF-8"),
        row("folder for a file", train(""), 2, "expected a file, got a folder"),
        row("parquet that is not", train("good.csv") + " --format parquet", 2, "cannot read"),
        row(
            "packed as zip",
            train("good.zip"),
            2,
            "it is packed as .zip, expected text, .gz or .bz2"),
        row("packed as zstd", train("good.csv.zst"), 2, "it is packed as .zst, expected text"),
        row(
            "no such table",
            train("good.csv").replace("@good", "no_good") + " --format table",
            2,
            "no such file or table"),
        row("separator of two", train("good.csv") + " --separator ;;", 2, "expected one character"),
        row(
            "separator and decimal alike",
            train("good.csv") + " --decimal ,",
            2,
            "is --decimal and --separator"),
        row("decimal of another kind", train("good.csv") + " --decimal :", 2, "expected . or ,"),
        row("unknown encoding", train("good.csv") + " --encoding utf-9", 2, "got 'utf-9'"),
        row(
            "text options for parquet",
            train("good.csv") + " --format parquet --separator ;",
            2,
            "are for text, expected none"),
        row(
            "labels of the test rows are others",
            train("good.csv") + site + " --test-data @dot.csv",
            2,
            "expected the training rows' values 0, 1, got 0., 1.x"),
        row(
            "row numbers of R",
            train("rownames.csv") + " --providers 3",
            2,
            "leave it out with --exclude unnamed"),
        row(
            "a level that was not agreed",
            train("good.csv") + " --provider-column site --one-hot word --levels @levels.json",
            2,
            "has 'w2', expected one of w0, w1"),
        row(
            "levels of another column",
            train("good.csv") + " --provider-column site --one-hot word,a --levels @levels.json",
            2,
            "column 'a' has none"),
        row(
            "levels that are no list",
            train("good.csv") + " --provider-column site --one-hot word --levels @policy.json",
            2,
            "expected {\"COLUMN\": [\"level\""),
        row(
            "levels without columns",
            train("good.csv") + site + " --levels @levels.json",
            2,
            "it needs --one-hot"),
        row(
            "one-hot of a column left out",
            train("good.csv") + site + " --one-hot word",
            2,
            "column 'word' is no feature"),
        row(
            "predict from nowhere",
            "predict --model @nomodel --data @good.csv --separator ;;",
            2,
            "there is no such folder"),
        row(
            "null in the provider column",
            train("nosite.csv") + " --provider-column site",
            2,
            "provider column 'site' is empty there"),
        row(
            "a provider without rows",
            train("good.csv") + " --exclude word,site --providers 20",
            2,
            "provider-12 has no rows"),
        row(
            "one provider asked for",
            train("good.csv") + " --exclude word --providers 1",
            2,
            "cannot train with 1 provider"),
        row(
            "one provider found",
            train("onesite.csv") + " --provider-column site",
            2,
            "cannot train with 1 provider"),
        row(
            "two providers asked for",
            train("good.csv") + " --exclude word --providers 2",
            2,
            "--allow-two-providers"),
        row(
            "two providers found",
            train("twosites.csv") + " --provider-column site",
            2,
            "--allow-two-providers"),
        row(
            "number and column of providers",
            train("good.csv") + site + " --providers 3",
            2,
            "got both"),
        row("features and exclude", train("good.csv") + " --features a --exclude b", 2, "got both"),
        row(
            "test data and test every",
            train("good.csv") + site + " --test-every 2 --test-data @good.csv",
            2,
            "got both"),
        row(
            "remainder too large",
            train("good.csv") + site + " --test-every 2 --test-remainder 2",
            2,
            "got 2 and 2"),
        row(
            "remainder alone",
            train("good.csv") + site + " --test-remainder 1",
            2,
            "needs --test-every"),
        row(
            "no negative row left to train on",
            train("allpositivetrain.csv") + " --test-every 4 --providers 3",
            2,
            "no training row"),
        row(
            "report exists",
            train("good.csv") + site + " --report @notakey",
            2,
            "--force replaces it"),
        row(
            "report's folder missing",
            train("good.csv") + site + " --report @no/r.html",
            2,
            "there is no folder"),
        row(
            "report's folder read-only",
            train("good.csv") + site + " --report /proc/r.html",
            2,
            "read-only"),
        row(
            "model exists",
            train("good.csv") + site + " --protection plain --model-out @notakey",
            2,
            "--force replaces it"),
        row(
            "report named twice",
            train("good.csv") + site + " --report @r.html --report @r.html",
            2,
            "another run is at work there, expected one at a time, got this process (named"
                + " twice?)"),
        row(
            "report is a device",
            train("good.csv") + site + " --report /dev/null --force",
            2,
            "expected a file or nothing"),
        row(
            "key store on a read-only disk",
            train("good.csv") + site + " --passphrase-from none --key-store /proc/keys-of-ours",
            2,
            "cannot keep the providers' keys in /proc/keys-of-ours: folder /proc is read-only"),
        row(
            "key store of another training",
            train("good.csv") + site + " --passphrase-from none --key-store @saved",
            2,
            "it holds something, expected a new or empty folder (--force replaces it)"),
        row(
            "sealed model without key and store",
            train("good.csv") + site + " --model-out @m",
            2,
            "expected --querier-key and --key-store"),
        row(
            "a value outside the agreed range",
            train("range.csv")
                + " --provider-column site --protection plain --standardization ranges --row-bound"
                + " 9 --feature-ranges a=0:10",
            2,
            "outside the agreed range"),
        row(
            "ranges without a bound on the rows",
            train("range.csv")
                + " --provider-column site --protection plain --standardization ranges"
                + " --feature-ranges a=0:1000",
            2,
            "rowBound"),
        row(
            "degree that diverges",
            train("range.csv") + " --provider-column site --protection plain --degree 7",
            2,
            "degree"),
        row(
            "no such algorithm",
            train("range.csv") + " --provider-column site --protection plain --algorithm newton",
            2,
            "newton"),
        row(
            "no such protection",
            train("range.csv") + " --provider-column site --protection rot13",
            2,
            "rot13"),
        row(
            "key store in use",
            train("good.csv") + site + " --key-store @ --passphrase-from env:PATH",
            2,
            "expected a new or empty folder"),
        row(
            "key store without a word on its passphrase",
            train("good.csv") + site + " --key-store @keys",
            2,
            "no passphrase protects them, expected --passphrase-from"),
        row(
            "passphrase given in place of where it is",
            train("good.csv") + site + " --key-store @keys --passphrase-from hunter2hunter2",
            2,
            "not repeated here: it may be a passphrase"),
        row(
            "querier's key in clear, with a passphrase",
            train("good.csv")
                + site
                + " --querier-key @clearkey --querier-passphrase-from env:PATH",
            2,
            "it is not protected by a passphrase"),
        row("keys without a verb", "keys", 2, "what to do is missing"),
        row("no folder of key stores", "keys list --key-store @nostores", 2, "there is no folder"),
        row("folder without key stores", "keys check --key-store @", 2, "there are none in"),
        row(
            "no store of that provider",
            "keys list --key-store @ --provider nobody",
            2,
            "cannot find the key store of nobody"),
        row(
            "key under a passphrase that is not there",
            "keygen --out @k --passphrase-from file:nowhere",
            2,
            "there is no such file"),
        row(
            "key under a passphrase of a variable that is not set",
            "keygen --out @k --passphrase-from env:PARLEY_NOT_SET",
            2,
            "the variable is not set"),
        row(
            "prompt without a terminal",
            "keygen --out @k --passphrase-from prompt",
            2,
            "this process has no terminal"),
        row(
            "querier's key is something else",
            train("good.csv") + site + " --querier-key @notakey",
            2,
            "it is not a key file"),
        row(
            "parameters below 128 bits",
            "plan --rows 100 --feature-count 5 --ring 2048",
            2,
            "under 128-bit security"),
        row(
            "ring that is no power of two",
            "plan --rows 100 --feature-count 5 --ring 5000",
            2,
            "expected a power of two"),
        row(
            "too little memory",
            "plan --rows 100000 --feature-count 50 --memory 0.05",
            2,
            "too little memory"),
        row("plan without a shape", "plan", 2, "expected --data, or --rows and --feature-count"),
        row("network without a shape", "plan mlp --rows 100", 2, "expected --data or --images, or"),
        row("network of one class", planned("--classes 1"), 2, "two classes, got 100 rows"),
        row("network of fewer rows", planned("--providers 101"), 2, "at least a row a provider"),
        row("network of two", planned("--providers 2"), 2, "expected at least 3 (--allow"),
        row("network in clear", planned("--protection plain"), 2, "nothing is chosen in clear"),
        row(
            "batch of more rows than there are",
            planned("--batch-rows 101"),
            2,
            "a batch has more rows than all providers, expected at most 100, got 101"),
        row("steps of a plan", planned("--steps .1"), 2, "cannot plan a network's training"),
        row(
            "weights of other classes",
            planned("--class-weights 1"),
            2,
            "each of 2 classes, got 1"),
        row(
            "a table and a shape",
            planned("--data @good.csv --label y"),
            2,
            "expected files, or --rows, --feature-count and --classes, got both"),
        row("more neurons than a ring has", planned("--layers 9000"), 2, "expected at most 8192"),
        row("sum without a bound", "plan sum --providers 3 --length 4", 2, "--bound"),
        row("sum over two", sum("2 --length 4", "10"), 2, "expected 3 to 4096 providers, got 2"),
        row("sum of nothing", sum("3 --length 0", "10"), 2, "expected at least one number"),
        row("sum of no bound", sum("3 --length 4", "0"), 2, "a number above 0 for --bound"),
        row("sum of a word", sum("3 --length 4", "many"), 2, "such as 1000 or 2^40, got many"),
        row("sum of endless digits", sum("3 --length 4", "1e999999999"), 2, "a number above 0"),
        row(
            "unit that is no power of two",
            sum("3 --length 4", "10 --unit 0.1"),
            2,
            "expected a power of two for --unit, such as 2^-30, got 0.1"),
        row(
            "sum for a stranger",
            sum("3 --length 4", "10 --audience driver"),
            2,
            "expected --audience querier or all, got driver"),
        row(
            "sum of too many words",
            sum("10 --length 16000000", "2^300 --unit 2^-30"),
            2,
            "cannot add up vectors: expected at least one number and at most 2^24, got 96000000"),
        row(
            "sum opened too often",
            sum("3 --length 4", "10 --openings 5000"),
            2,
            "expected 1 to 4096 openings, got 5000"),
        row(
            "querier's key missing",
            train("good.csv") + site + " --querier-key @nokey",
            2,
            "there is no such file"),
        row(
            "interval reversed",
            train("good.csv") + site + " --interval 3,-3",
            2,
            "expected LO,HI with LO below HI"),
        row(
            "range missing",
            train("range.csv")
                + " --provider-column site --standardization ranges --row-bound 9 --feature-ranges"
                + " b=0:1",
            2,
            "feature 'a' has none"),
        row(
            "range of a column that is no feature",
            train("range.csv")
                + " --provider-column site --standardization ranges --row-bound 9 --feature-ranges"
                + " a=0:300,site=0:1",
            2,
            "there is no feature 'site', expected ranges of a"),
        row(
            "model missing",
            "predict --model @nomodel --data @good.csv",
            2,
            "there is no such folder"),
        row("not a model", "inspect @", 2, "columns.json"),
        row("key exists", "keygen --out @notakey", 2, "--force replaces it"),
        row(
            "checkpoint that no other process could use",
            train("good.csv") + site + " --checkpoint @c --querier-key @clearkey",
            2,
            "expected --querier-key and --key-store or --vault with --checkpoint"),
        row(
            "checkpoint of a training in clear",
            train("good.csv") + site + " --checkpoint @c --protection plain",
            2,
            "--checkpoint is for encrypted ones"),
        row(
            "interval without a checkpoint",
            train("good.csv") + site + " --checkpoint-interval 2",
            2,
            "--checkpoint-interval needs --checkpoint"),
        row(
            "checkpoint every 0 iterations",
            train("good.csv") + site + " --checkpoint @c --checkpoint-interval 0",
            2,
            "every 0 iterations: expected 1 or more"),
        row(
            "checkpoint with other stores, though forced",
            train("good.csv")
                + site
                + " --querier-key @clearkey --checkpoint @c --key-store @ --passphrase-from none"
                + " --force",
            2,
            "expected a new or empty folder for a new training with --checkpoint"),
        row(
            "checkpoint whose stores are gone",
            train("good.csv")
                + site
                + " --querier-key @clearkey --checkpoint @saved --key-store @keys --passphrase-from"
                + " none",
            2,
            "its providers' keys are not in"),
        row(
            "key store and vault",
            train("good.csv") + site + " --key-store @keys --vault @run",
            2,
            "expected --key-store or --vault, got both"),
        row(
            "vault without a word on its passphrase",
            "vault --provider a --sockets @run --key-store @keys",
            2,
            "--passphrase-from"),
        row(
            "vault of no one",
            "vault --sockets @run --passphrase-from none --key-store @keys",
            2,
            "--provider"),
        row(
            "vault of one provider twice",
            "vault --provider a,a --sockets @run --passphrase-from none --key-store @keys",
            2,
            "expected the names of its providers, each once"),
        row(
            "vault with too long a socket",
            "vault --provider a --sockets @"
                + "r".repeat(110)
                + " --passphrase-from none --key-store @keys",
            2,
            "its path is too long, expected at most 106 bytes"),
        row(
            "vault with a file in the place of its socket",
            "vault --provider notakey --sockets @ --passphrase-from none --key-store @keys",
            2,
            "something else is there"),
        row(
            "vault with a file in the place of its sockets' folder",
            "vault --provider a --sockets @notakey --passphrase-from none --key-store @keys",
            2,
            "cannot use the folder"),
        row(
            "vault with a file in the place of its key store",
            "vault --provider a --sockets @run --passphrase-from none --key-store @notakey",
            2,
            "expected a folder that this user may write to"),
        row(
            "vault for an unknown group",
            "vault --provider a --sockets @run --passphrase-from none --key-store @keys --group"
                + " no-such-group",
            2,
            "expected a group of this system"),
        row("fingerprint of something else", "keygen --fingerprint @notakey", 2, "not a key file"),
        row("key neither made nor shown", "keygen", 2, "--out"),
        row(
            "policy missing",
            train("good.csv") + site + " --policy @nowhere",
            2,
            "there is no such file or folder"),
        row("policy without a task", "policy", 2, "expected init, check or approve"),
        row("policy unreadable", "policy check @nowhere", 2, "there is no such file"),
        row("policy something else", "policy check @notakey", 2, "it is malformed"),
        row("policy's unknown field", "policy check @unknown.json", 2, "the field 'row', expected"),
        row("policy that others can write", "policy check @loose.json", 2, "others can write"),
        row(
            "querier no fingerprint",
            "policy init --querier @good.csv --rows 5 --out @p.json",
            2,
            "expected a file with 64 hexadecimal digits"),
        row(
            "querier's file missing",
            "policy init --querier @nowhere --rows 5 --out @p.json",
            2,
            "cannot name the querier"),
        row(
            "rows negative",
            "policy init --querier " + "0".repeat(64) + " --rows -5 --out @p.json",
            2,
            "the field 'rows', expected a whole number from 0"),
        row(
            "rows ever negative",
            "policy init --querier " + "0".repeat(64) + " --rows 5 --rows-ever -1 --out @p.json",
            2,
            "the field 'rowsEver', expected a whole number from 0"),
        row(
            "no session",
            "policy init --querier " + "0".repeat(64) + " --rows 5 --sessions 0 --out @p.json",
            2,
            "the field 'sessions', expected a whole number from 1"),
        row(
            "unknown opening",
            "policy init --querier " + "0".repeat(64) + " --rows 5 --may-open all --out @p.json",
            2,
            "the field 'mayOpen'"),
        row(
            "policy exists",
            "policy init --querier " + "0".repeat(64) + " --rows 5 --out @policy.json",
            2,
            "--force replaces it"),
        row("plan no hash", "policy approve @policy.json abc", 2, "expected a hash of 64"),
        row("log without a task", "log", 2, "expected head"),
        row("log missing", "log head @nowhere", 2, "there is no such file"),
        row("no log", "log head @a.log", 2, "it is something else or empty"),
        row("report missing", "verify-report @nowhere --log @a.log", 2, "there is no such file"),
        row("no report", "verify-report @notakey --log @a.log", 2, "cannot read the report"),
        row(
            "no logs",
            "verify-report @clear.json --log /proc/self/fd",
            2,
            "there is none of the report's, expected files *.log of"),
        row("report without logs", "verify-report @clear.json", 2, "--log"),
        row(
            "report of nothing compared",
            "audit shift --reference @good.csv --save-reference @s.json --report @r.html",
            2,
            "nothing is compared, expected --data too"),
        row("shift without a reference", "audit shift --data @good.csv", 2, "--reference"),
        row("shift without data", shift("good.csv"), 2, "expected --data, or --save-reference"),
        row(
            "extra columns read",
            shift("good.csv --data @good.csv --extra-columns read"),
            2,
            "expected refuse or ignore, got 'read'"),
        row("no such reference", shift("nowhere.csv --data @good.csv"), 2, "no such file"),
        row("no such data", shift("good.csv --data @nowhere.csv"), 2, "there is no such file"),
        row("reference empty", shift("empty.csv --data @good.csv"), 2, "the file is empty"),
        row(
            "data ragged",
            shift("good.csv --data @ragged.csv"),
            2,
            "line 3 is ragged, expected 3 cells, got 2"),
        row(
            "data with other columns",
            shift("good.csv --data @onesite.csv"),
            2,
            "column b (double) is missing in the data; column word (string) is missing"),
        row(
            "data with text for numbers",
            shift("good.csv --data @words.csv --features a"),
            2,
            "column a is double in the reference and string in the data"),
        row(
            "data with NaN",
            shift("good.csv --data @nan.csv --features a"),
            2,
            "in the data column a has 1 NaN and 0 infinite"),
        row("unknown column", shift("good.csv --data @good.csv --features z"), 2, "column z"),
        row(
            "level above 1",
            shift("good.csv --data @good.csv --significance 2"),
            2,
            "a significance between 0 and 1, got 2.0"),
        row("statistics missing", shift("nowhere.json --data @good.csv"), 2, "no such file"),
        row(
            "statistics of statistics",
            shift("policy.json --save-reference @s.json"),
            2,
            "saved statistics already"),
        row(
            "columns of statistics",
            shift("policy.json --data @good.csv --features a"),
            2,
            "expected no --features"),
        row(
            "prediction of statistics",
            shift("policy.json --data @good.csv --prediction a"),
            2,
            "expected no --prediction"),
        row(
            "statistics something else",
            shift("policy.json --data @good.csv"),
            2,
            "cannot read the reference statistics"),
        row(
            "statistics exist",
            shift("good.csv --save-reference @notakey"),
            2,
            "--force replaces it"),
        row("robust without a task", "robust", 2, "expected: parley robust evaluate"),
        row("robust without an attack", robust("").replace("--attack fgsm", ""), 2, "--attack"),
        row(
            "epsilon 0",
            robust("--epsilon 0"),
            2,
            "cannot use --epsilon: expected a number above 0"),
        row("epsilon NaN", robust("--epsilon NaN"), 2, "cannot use --epsilon"),
        row("step negative", robust("--attack-step -1"), 2, "cannot use --attack-step"),
        row("step no number", robust("--attack-step eps/x"), 2, "expected a number or eps/K"),
        row("no iterations", robust("--attack-iterations 0"), 2, "cannot use --attack-iterations"),
        row("no restarts", robust("--restarts 0"), 2, "cannot use --restarts"),
        row("bounds crossed", robust("--clip 1,0"), 2, "expected LO,HI with LO below HI"),
        row(
            "data outside the bounds",
            robust("--clip 0,5"),
            2,
            "row 6 of good.csv has 6.0 in column 'a', expected 0.0 to 5.0"),
        row("unknown norm", robust("--norm l3"), 2, "--norm"),
        row("unknown scale", robust("--scale z-score"), 2, "expected none, min-max or divide:D"),
        row("scale by 0", robust("--scale divide:0"), 2, "with D above 0, got 'divide:0'"),
        row(
            "unknown label to attack",
            robust("").replace("--label y", "--label z"),
            2,
            "column 'z'"),
        row(
            "NaN to attack",
            robust("").replace("good", "nan").replace("word,site", "site"),
            2,
            "expected a finite number"),
        row("one class only", robust("").replace("good", "oneclass"), 2, "every row has the value"),
        row(
            "a class among test rows alone",
            robust("").replace("good", "lonely") + " --test-every 2",
            2,
            "no training row has the label '2'"),
        row(
            "rows to attack named twice",
            robust("--test-every 5 --evaluate-on train"),
            2,
            "expected --test-every or --evaluate-on, got both"),
        row("two penalties", robust("--c 1 --reg-param 1"), 2, "expected --c or --reg-param"),
        row("C of 0", robust("--c 0"), 2, "expected --c above 0"),
        row("layers of a linear model", robust("--layers 5"), 2, "expected --model mlp"),
        row(
            "penalty of a perceptron",
            robust("--c 1").replace("logistic", "mlp"),
            2,
            "--c and --reg-param are for --model logistic"),
        row(
            "exact worst case of a perceptron",
            robust("").replace("logistic", "mlp").replace("fgsm", "exact"),
            2,
            "known for linear models alone"),
        row(
            "adversarial training of size 0",
            robust("--adversarial-training 0"),
            2,
            "cannot use --adversarial-training"),
        row(
            "training method alone",
            robust("--training-method pgd"),
            2,
            "expected --adversarial-training too"),
        row(
            "exact training of an mlp",
            robust("--adversarial-training 1 --training-method exact")
                .replace("--model logistic", "--model mlp"),
            2,
            "expected --model logistic, got mlp"),
        row(
            "target of another attack",
            robust("--target 1"),
            2,
            "cannot use --target: expected --attack pgd, got fgsm"),
        row(
            "unknown target",
            robust("--target 7").replace("fgsm", "pgd"),
            2,
            "cannot find label '7' of --target: expected one of 0, 1"),
        row(
            "certificate without noise",
            robust("--smoothing-certificate pixeldp-laplace"),
            2,
            "--smoothing-certificate needs --smoothing-sigma"),
        row(
            "unknown certificate",
            robust("--smoothing-sigma 1 --smoothing-certificate laplace"),
            2,
            "--smoothing-certificate"),
        row(
            "unknown attackable feature",
            robust("--attackable z"),
            2,
            "cannot find feature 'z' of --attackable"),
        row(
            "attack loss unknown",
            robust("--attack-loss hinge"),
            2,
            "expected cross-entropy, margin or dlr"),
        row("sigma 0", robust("--smoothing-sigma 0"), 2, "cannot use --smoothing-sigma"),
        row("samples alone", robust("--smoothing-samples 9"), 2, "needs --smoothing-sigma"),
        row("robustness report exists", robust("--report @notakey"), 2, "--force replaces it"),
        row("audit without a task", "audit", 2, "expected one of: parley audit fairness"),
        row("no privileged group", fairness("").replace("--privileged a", ""), 2, "--privileged"),
        row("no favourable label", fairness("").replace("--favorable 1", ""), 2, "--favo"),
        row("no file", fairness("").replace("good.csv", "no.csv"), 2, "there is no such file"),
        row(
            "no such sensitive column",
            fairness("").replace("site", "race"),
            2,
            "cannot find column race: expected one of"),
        row(
            "threshold on text",
            fairness("--threshold 1 --score-of 1").replace("--prediction y", "--prediction word"),
            2,
            "expected numbers in column word, got text"),
        row(
            "nobody's scores",
            fairness("--threshold 1"),
            2,
            "expected --threshold with --score-of"),
        row(
            "not UTF-8 to audit",
            "audit fairness --data @latin.csv --label y --favorable 1 --prediction p --sensitive"
                + " town --privileged Ulm",
            2,
            "line 3 is not in UTF-8"),
        row(
            "ward 1e2 is not ward 100",
            codes("1e2"),
            2,
            "cannot find group 1e2: expected one of 017, 100, 10E1, 2F"),
        row("ward 17 is not ward 017", codes("17"), 2, "cannot find group 17"),
        row("ward 2 is not ward 2F", codes("2.0"), 2, "cannot find group 2.0"),
        row(
            "a score of NaN",
            codes("2F").replace("--prediction p", "--prediction s --threshold .5 --score-of 1"),
            2,
            "column s has no value in 1 of 4 rows that is a finite number, the first is line 4 of"),
        row("bins without scores", fairness("--bins 5"), 2, "expected --threshold too"),
        row("privileged not compared", fairness("--groups b,c"), 2, "'a' of --privileged"),
        row("check of no figure", fairness("--fail-if parity>1"), 2, "there is no figure parity"),
        row("fairness report exists", fairness("--report @notakey"), 2, "--force replaces it"),
        row(
            "individual without predictions",
            "audit individual --data @good.csv",
            2,
            "--prediction"),
        row("individual, no file", individual("").replace("good.csv", "no.csv"), 2, "no such file"),
        row("individual, no column", individual("--features z"), 2, "cannot find column z"),
        row("individual, text", individual(""), 2, "by column word: expected numbers, got text"),
        row(
            "individual, NaN",
            individual("--features a").replace("good", "infinite"),
            2,
            "cannot use features: column a has no value in 2 of 4 rows that is a finite number, the"
                + " first is line 3 of"),
        row(
            "individual, infinity without a scale",
            individual("--features b --scale none").replace("good", "infinite"),
            2,
            "cannot use features: column b has no value in 1 of 4 rows that is a finite number"),
        row(
            "individual, prediction of NaN",
            individual("--features c").replace("good", "infinite"),
            2,
            "cannot use predictions: column y has no value in 1 of 4 rows that is a finite number,"
                + " the first is line 5 of"),
        row(
            "weight of infinity",
            fairness("--weight b").replace("good", "infinite").replace("site", "c"),
            2,
            "cannot use weights: column b has no value in 1 of 4 rows"),
        row(
            "bands of infinity",
            fairness("--bands b=2").replace("good", "infinite").replace("site", "b"),
            2,
            "cannot use --bands: column b has no value in 1 of 4 rows"),
        row(
            "individual, scale",
            individual("--scale log"),
            2,
            "expected none or min-max, got 'log'"),
        row("individual, one neighbour", individual("--neighbors 1"), 2, "expected 2 or more"),
        row("individual, constant", individual("--lipschitz=-1"), 2, "cannot use --lipschitz"),
        row(
            "individual, too few rows",
            individual("--features a --neighbors 900"),
            2,
            "cannot find 899 neighbours of each row"),
        row("individual, check", individual("--fail-if parity>1"), 2, "there is no figure parity"),
        row("no prevalence", "audit base-rate --tpr 1 --fpr 0", 2, "--prevalence"),
        row("prevalence above 1", baseRate("").replace(".1 ", "10 "), 2, "the prevalence from 0"),
        row("prevalence NaN", baseRate("").replace(".1 ", "NaN "), 2, "the prevalence from 0"),
        row("rate negative", baseRate("").replace("--fpr .05", "--fpr=-1"), 2, "got -1.0"),
        row("rate no number", baseRate("").replace(".05", "5%"), 2, "--fpr"),
        row("PPV of 0 wanted", baseRate("--wanted-ppv 0"), 2, "cannot aim at a PPV"),
        row(
            "positives alone",
            baseRate("--positives 9"),
            2,
            "expected --positives and --negatives"),
        row("no negatives", baseRate("--positives 9 --negatives 0"), 2, "1 negative row or more"),
        row(
            "counts that do not give the rate",
            baseRate("--positives 10 --negatives 33"),
            2,
            "a rate of 0.05 among 33 negative rows is 1.65"),
        row(
            "confidence of 1",
            baseRate("--positives 10 --negatives 20 --confidence 1"),
            2,
            "expected a confidence between 0 and 1"),
        row(
            "check of an unknown figure",
            baseRate("--fail-if pvp<1"),
            2,
            "there is no figure pvp, expected one of ppv, npv"),
        row("check without a value", baseRate("--fail-if ppv<"), 2, "expected METRIC>VALUE"),
        row("check of a text", baseRate("--fail-if ppv<half"), 2, "expected a number behind <"),
        row("check by equality", baseRate("--fail-if ppv==1"), 2, "with one of > >= < <="),
        row("check against NaN", baseRate("--fail-if ppv<NaN"), 2, "expected METRIC>VALUE"),
        row("audit report exists", baseRate("--report @notakey"), 2, "--force replaces it"));
  }

  private static String fairness(String more) {
    return "audit fairness --data @good.csv --label y --favorable 1 --prediction y --sensitive site"
        + " --privileged a "
        + more;
  }

  private static String individual(String more) {
    return "audit individual --data @good.csv --prediction y " + more;
  }

  private static String codes(String privileged) {
    return "audit fairness --data @codes.csv --label y --favorable 1 --prediction p --sensitive"
        + " ward --privileged "
        + privileged;
  }

  private static String baseRate(String more) {
    return "audit base-rate --prevalence .1 --tpr 1 --fpr .05 " + more;
  }

  private static String shift(String more) {
    return "audit shift --reference @" + more;
  }

  private static String robust(String more) {
    String epsilon = more.contains("--epsilon") ? "" : " --epsilon 0.1";
    return "robust evaluate --data @good.csv --label y --exclude word,site --model logistic"
        + " --attack fgsm"
        + epsilon
        + " "
        + more;
  }

  private static String stats(String columns) {
    return "stats describe --data @good.csv --columns " + columns;
  }

  private static String train(String file) {
    return "train logistic --data @" + file + " --label y --positive 1";
  }

  private static String trainLabel(String label) {
    return "train logistic --data @good.csv --positive 1 --label " + label;
  }

  private static String sum(String providersAndLength, String bound) {
    return "plan sum --providers " + providersAndLength + " --bound " + bound;
  }

  private static Arguments row(String name, String command, int code, String message) {
    return Arguments.of(name, command, code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"inputs", "networks", "files"})
  void run_badInput_oneLineAndExitCode(String name, String command, int code, String message) {
    Cli.Run run = Cli.run(arguments(command));

    assertThat(run.err()).contains(message);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  /** {@code @} stands for the test's folder. */
  private String[] arguments(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
      }
    }
    return words.toArray(String[]::new);
  }
}
