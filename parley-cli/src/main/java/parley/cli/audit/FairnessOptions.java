package parley.cli.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.input.TableOptions;
import parley.cli.table.Names;
import parley.cli.table.TypedTable;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Whose predictions are audited, and which groups are compared. */
@SuppressWarnings("NullAway.Init")
final class FairnessOptions extends TableOptions {
  private static final int MOST_BINS = 1000;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the rows, with named columns")
  private String data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column of true labels, of two values")
  private String label;

  @Option(
      names = {"--favorable", "--favourable"},
      required = true,
      paramLabel = "VALUE",
      description = "the label's value that people want, such as credit granted")
  private String favorable;

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "COLUMN",
      description =
          "the column of predicted labels or, with --threshold, of scores; that of --label to audit"
              + " the labels themselves")
  private String prediction;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "a score of T or more predicts the label of --score-of, a smaller one the other")
  private @Nullable Double threshold;

  @Option(
      names = "--score-of",
      paramLabel = "VALUE",
      description =
          "the label that scores are of, the higher the likelier; needed with --threshold")
  private @Nullable String scoreOf;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "the column of the rows' weights, 0 or more (default: each row counts 1)")
  private @Nullable String weight;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      defaultValue = "0.95",
      description = "of the intervals (default: .95)")
  private double confidence;

  @Option(
      names = "--missing-group",
      paramLabel = "NAME",
      description = "put rows without a value in a sensitive or control column into a group NAME")
  private @Nullable String missingGroup;

  @Option(
      names = "--bands",
      paramLabel = "COLUMN=E,E",
      description =
          "put a sensitive or control column of numbers into bands that end at these edges, such as"
              + " age=25,45; repeatable")
  private Map<String, String> bands = new LinkedHashMap<>();

  @Option(
      names = "--sensitive",
      required = true,
      paramLabel = "A,B",
      description = "the columns whose values make the groups")
  private List<String> sensitive = new ArrayList<>();

  @Option(
      names = "--privileged",
      required = true,
      paramLabel = "VALUE",
      description = "the group that the others are compared with; A,B with two --sensitive columns")
  private String privileged;

  @Option(
      names = "--groups",
      paramLabel = "A,B",
      description = "leave out rows of other groups (default: none)")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--control",
      paramLabel = "A,B",
      description = "compare groups within each value of these columns")
  private List<String> control = new ArrayList<>();

  @Option(
      names = "--bins",
      paramLabel = "N",
      description = "bins of the calibration curve, which needs predicted probabilities")
  private @Nullable Integer bins;

  @Option(
      names = "--intended-use",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what the model is for, for the report")
  private String intendedUse;

  @Option(
      names = "--limits",
      paramLabel = "TEXT",
      description = "what the figures do not say, for the report; repeatable")
  private List<String> limits = new ArrayList<>();

  /** Checks what needs no data. */
  void check() {
    if (threshold != null && !Double.isFinite(threshold)) {
      throw new InputException(
          "cannot use --threshold: expected a finite number, got " + threshold);
    }
    if (bins != null && (bins < 1 || bins > MOST_BINS)) {
      throw new InputException(
          "cannot use --bins: expected 1 to %d, got %d".formatted(MOST_BINS, bins));
    }
    if (bins != null && threshold == null) {
      throw new InputException("cannot use --bins: it needs scores, expected --threshold too");
    }
    if ((threshold == null) != (scoreOf == null)) {
      throw new InputException(
          "cannot use scores: expected --threshold with --score-of, the label whose scores they are, got %s alone"
              .formatted(threshold == null ? "--score-of" : "--threshold"));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new InputException(
          "cannot use --confidence: expected a number between 0 and 1, got " + confidence);
    }
    bands.forEach(
        (column, edges) -> {
          if (!sensitive().contains(column) && !control().contains(column)) {
            throw new InputException(
                "cannot use --bands: expected a column of --sensitive or --control, got '%s'"
                    .formatted(column));
          }
          edges(column);
        });
    Set<String> columns = new HashSet<>();
    once("--label", label, columns);
    if (!prediction.equals(label)) {
      once("--prediction", prediction, columns);
    }
    sensitive().forEach(column -> once("--sensitive", column, columns));
    control().forEach(column -> once("--control", column, columns));
    if (weight != null) {
      once("--weight", weight, columns);
    }
    Set<String> named = new HashSet<>();
    for (String group : groups()) {
      if (!named.add(group)) {
        throw new InputException(
            "cannot choose groups: expected each once, got '%s' twice".formatted(group));
      }
    }
    if (named.size() == 1 || (!named.isEmpty() && !named.contains(privileged))) {
      throw new InputException(
          "cannot compare groups: expected two groups or more in --groups, '%s' of --privileged among them, got '%s'"
              .formatted(privileged, String.join(",", groups())));
    }
  }

  private static void once(String option, String column, Set<String> columns) {
    if (!columns.add(column)) {
      throw new InputException(
          "cannot use %s: expected a column that is used once, got '%s' again"
              .formatted(option, column));
    }
  }

  String intendedUse() {
    return intendedUse;
  }

  List<String> limits() {
    return limits;
  }

  /** All columns that are read. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(label, prediction));
    columns.addAll(sensitive());
    columns.addAll(control());
    if (weight != null) {
      columns.add(weight);
    }
    return columns;
  }

  /** Columns that are put into bands. */
  Set<String> banded() {
    return bands.keySet();
  }

  /** Where a column's bands end. */
  double[] edges(String column) {
    String text = String.valueOf(bands.get(column));
    List<Double> edges = new ArrayList<>();
    for (String edge : text.split(",", -1)) {
      try {
        edges.add(Double.valueOf(edge.strip()));
      } catch (NumberFormatException e) {
        throw new InputException(
            "cannot use --bands: expected numbers that rise, such as %s=25,45, got '%s'"
                .formatted(column, text),
            e);
      }
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Nullable String scoreOf() {
    return scoreOf;
  }

  @Nullable String weight() {
    return weight;
  }

  double confidence() {
    return confidence;
  }

  @Nullable String missingGroup() {
    return missingGroup;
  }

  /**
   * The table, with sensitive and control columns as text whatever stands in them, but for those
   * that are put into bands.
   */
  TypedTable read(SparkSession spark) {
    Set<String> names = new HashSet<>(sensitive());
    names.addAll(control());
    names.removeAll(banded());
    return new TypedTable(spark, table(spark, data), names);
  }

  /** The table's own name, for titles. */
  String dataName() {
    return Frames.lastName(data);
  }

  String label() {
    return label;
  }

  String favorable() {
    return favorable;
  }

  String prediction() {
    return prediction;
  }

  @Nullable Double threshold() {
    return threshold;
  }

  List<String> sensitive() {
    return Names.of(sensitive);
  }

  /** The privileged group, as the counts name it: values of several columns behind a comma. */
  String privileged() {
    return sensitive().size() == 1 || privileged.contains(", ")
        ? privileged
        : privileged.replaceAll("\\s*,\\s*", ", ");
  }

  List<String> groups() {
    return Names.of(groups);
  }

  List<String> control() {
    return Names.of(control);
  }

  @Nullable Integer bins() {
    return bins;
  }
}
