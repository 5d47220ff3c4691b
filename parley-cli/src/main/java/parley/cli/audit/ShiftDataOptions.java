package parley.cli.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.input.TableOptions;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.robust.audit.shift.ShiftStudy;
import picocli.CommandLine.Option;

/** Which files and columns are compared. */
@SuppressWarnings("NullAway.Init")
final class ShiftDataOptions extends TableOptions {
  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "rows to compare with, or F.json of --save-reference")
  private String reference;

  @Option(names = "--data", paramLabel = "FILE", description = "the rows in question")
  private @Nullable String data;

  @Option(
      names = "--save-reference",
      paramLabel = "F.json",
      description = "keep statistics of the reference, to compare later without its rows")
  private @Nullable Path saveReference;

  @Option(
      names = "--features",
      paramLabel = "A,B",
      description = "the columns to compare (default: all others)")
  private List<String> features = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "A,B", description = "columns to leave out")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--extra-columns",
      paramLabel = "refuse|ignore",
      description =
          "what to do with columns that --data alone has (default: refuse; with saved statistics,"
              + " ignore)")
  private @Nullable String extraColumns;

  @Option(
      names = "--categorical",
      paramLabel = "A,B",
      description = "columns of numbers that are names, such as codes")
  private List<String> categorical = new ArrayList<>();

  @Option(
      names = "--prediction",
      paramLabel = "COLUMN",
      description = "a model's predictions: compared too, but not among the joint tests")
  private @Nullable String prediction;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "the reference's true classes: with --prediction, label shift is estimated")
  private @Nullable String label;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "a column shifted if its adjusted p value is at most P (default: .05)")
  private double significance;

  /** Checks what needs no file. */
  void check() {
    if (extraColumns != null && !List.of("refuse", "ignore").contains(extraColumns)) {
      throw new InputException(
          "cannot use --extra-columns: expected refuse or ignore, got '%s'"
              .formatted(extraColumns));
    }
    if (data == null && saveReference == null) {
      throw new InputException("cannot compare: expected --data, or --save-reference, got neither");
    }
    if (saved() && saveReference != null) {
      throw new InputException(
          "cannot use --save-reference: the reference is saved statistics already, expected rows");
    }
    if (saved() && !(features.isEmpty() && exclude.isEmpty() && categorical.isEmpty())) {
      throw new InputException(
          "cannot choose columns: %s says which, expected no --features, --exclude or --categorical"
              .formatted(reference));
    }
    if (saved() && !(prediction == null && label == null)) {
      throw new InputException(
          "cannot choose columns: %s says which, expected no --prediction or --label"
              .formatted(reference));
    }
  }

  /** Whether the reference is saved statistics. */
  boolean saved() {
    return reference.endsWith(".json");
  }

  String reference() {
    return reference;
  }

  @Nullable String data() {
    return data;
  }

  /** Columns that are compared by their values, whatever stands in them. */
  Set<String> categorical() {
    return new HashSet<>(Names.of(categorical));
  }

  @Nullable Path saveReference() {
    return saveReference;
  }

  /** Those of a table's columns that are compared. */
  List<String> compared(Collection<String> columns) {
    List<String> chosen = new ArrayList<>(columns);
    if (features.isEmpty()) {
      chosen.removeAll(Names.of(exclude));
    } else {
      chosen.retainAll(Names.of(features));
    }
    return chosen;
  }

  /** A study of these columns. */
  ShiftStudy study() {
    ShiftStudy study =
        new ShiftStudy()
            .setFeatures(Names.of(features).toArray(String[]::new))
            .setExclude(Names.of(exclude).toArray(String[]::new))
            .setCategorical(Names.of(categorical).toArray(String[]::new))
            .setSignificance(significance)
            .setTitle(
                data == null
                    ? "Shift"
                    : "Shift from %s to %s"
                        .formatted(Frames.lastName(reference), Frames.lastName(data)));
    if (extraColumns != null) {
      study.setIgnoreExtraColumns(extraColumns.equals("ignore"));
    }
    if (prediction != null) {
      study.setPredictionCol(prediction);
    }
    if (label != null) {
      study.setLabelCol(label);
    }
    return study;
  }
}
