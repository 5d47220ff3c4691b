package parley.cli.models;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticData;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** The columns of a regression. */
@SuppressWarnings("NullAway.Init")
final class ModelColumnOptions {
  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column to predict")
  private String label;

  @Option(
      names = "--features",
      paramLabel = "A,B",
      description = "the columns of numbers to learn from (default: all others)")
  private List<String> features = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "A,B", description = "columns to leave out")
  private List<String> exclude = new ArrayList<>();

  @Option(names = "--weight", paramLabel = "C", description = "a column of row weights above 0")
  private @Nullable String weight;

  @Option(names = "--no-intercept", description = "fit no constant term")
  private boolean noIntercept;

  String label() {
    return label;
  }

  boolean weighted() {
    return weight != null;
  }

  @Nullable String weight(StatisticData table) {
    return weight == null ? null : table.number(weight);
  }

  boolean fitIntercept() {
    return !noIntercept;
  }

  /** Refuses a model that always has a constant term without one. */
  void requireIntercept(String model) {
    if (noIntercept) {
      throw new InputException(
          "cannot use --no-intercept: " + model + " always has a constant term");
    }
  }

  /** All that are no label, weight or one of the others. */
  List<String> features(StatisticData table, @Nullable String... others) {
    List<String> taken =
        Stream.concat(Stream.of(label, weight), Stream.of(others))
            .filter(name -> name != null)
            .map(String::valueOf)
            .toList();
    return table.features(features, exclude, taken);
  }
}
