package parley.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import picocli.CommandLine.Option;

/** Whose predictions are audited, and which groups are compared. */
@SuppressWarnings("NullAway.Init")
final class FairnessOptions {
  /** The column that scores are put into, where they are needed beside the predictions. */
  static final String SCORE = "parley score";

  private static final int MOST_BINS = 1000;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "F.csv",
      description = "the rows, with a header line")
  private Path data;

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
          "a score of T or more predicts the larger label where labels are numbers, else the"
              + " favourable one")
  private @Nullable Double threshold;

  @Option(
      names = "--sensitive",
      required = true,
      split = ",",
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
      split = ",",
      paramLabel = "A,B",
      description = "leave out rows of other groups (default: none)")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--control",
      split = ",",
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
    Set<String> columns = new HashSet<>();
    once("--label", label, columns);
    if (!prediction.equals(label)) {
      once("--prediction", prediction, columns);
    }
    sensitive.forEach(column -> once("--sensitive", column, columns));
    control.forEach(column -> once("--control", column, columns));
    Set<String> named = new HashSet<>();
    for (String group : groups) {
      if (!named.add(group)) {
        throw new InputException(
            "cannot choose groups: expected each once, got '%s' twice".formatted(group));
      }
    }
    if (groups.size() == 1 || (!groups.isEmpty() && !named.contains(privileged))) {
      throw new InputException(
          "cannot compare groups: expected two groups or more in --groups, '%s' of --privileged among them, got '%s'"
              .formatted(privileged, String.join(",", groups)));
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
    columns.addAll(sensitive);
    columns.addAll(control);
    return columns;
  }

  /** Whether a label that is a number is the favourable one. */
  boolean favors(double value) {
    try {
      return Double.parseDouble(favorable) == value;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  Path data() {
    return data;
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
    return sensitive;
  }

  /** The privileged group, as the counts name it: values of several columns behind a comma. */
  String privileged() {
    return sensitive.size() == 1 ? privileged : privileged.replaceAll("\\s*,\\s*", ", ");
  }

  List<String> groups() {
    return groups;
  }

  List<String> control() {
    return control;
  }

  @Nullable Integer bins() {
    return bins;
  }
}
