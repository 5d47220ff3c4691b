package parley.cli.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.terminal.InputException;

/**
 * Reads the chosen columns of one table: a pass that looks and counts, after which what cannot be
 * used is refused, and then the rows themselves, which stay where they are. For one use by one
 * thread.
 */
final class RowsBuilder {
  private static final int MOST_CLASSES = 1000;
  private static final double MANY = .2;

  private final Table table;
  private final Numbers grammar;
  private final @Nullable ColumnChoice choice;
  private final @Nullable LabelledRows train;
  private final List<String> warnings = new ArrayList<>();

  /**
   * A reading of a table.
   *
   * @param choice null: features alone
   * @param train rows whose features and labels these rows must have; null: there are none
   */
  RowsBuilder(Table table, @Nullable ColumnChoice choice, @Nullable LabelledRows train) {
    this.table = table;
    this.grammar = table.numbers();
    this.choice = choice;
    this.train = train;
  }

  LabelledRows read(List<String> features) {
    return read(features, train == null ? null : train.columns());
  }

  /**
   * Looks, checks and reads.
   *
   * @param known the features with their levels; null: as the choice says
   */
  LabelledRows read(List<String> features, @Nullable FeatureColumns known) {
    List<String> required = new ArrayList<>(features);
    if (choice != null) {
      required.add(choice.label());
    }
    String provider = choice == null ? null : choice.providerColumn();
    TableScan scan =
        TableScan.of(table, required, provider == null ? List.of() : List.of(provider));
    List<String> classes = List.of();
    List<String> labels = List.of();
    if (choice != null) {
      ColumnFacts label = scan.facts(features.size());
      labels = label.values(grammar, false);
      classes = choice.positive() == null ? label.values(grammar, true) : List.of();
      checkLabel(choice, label, labels, classes);
      warnings.addAll(Variants.warnings(table.name(), choice.label(), label.texts()));
    }
    FeatureColumns columns = known == null ? columns(features, scan) : known;
    checkFeatures(features, columns, scan);
    if (scan.kept() == 0) {
      throw new InputException(
          "cannot use %s: each of its %d rows has a missing value"
              .formatted(table.name(), scan.rows()));
    }
    if (provider != null) {
      checkProvider(provider, scan.facts(required.size()));
    }
    if (choice != null && choice.positive() != null && train == null) {
      checkBoth(choice, choice.positive(), scan, labels, features.size());
    }
    Dropped dropped =
        new Dropped(table.name(), scan.rows(), scan.rows() - scan.kept(), scan.missing(required));
    if (dropped.rows() > MANY * scan.rows()) {
      warnings.add(dropped.words());
    }
    RowParser reader =
        new RowParser(
            table,
            columns,
            choice == null ? RowParser.NONE : table.indexOf(choice.label()),
            choice == null ? null : choice.positive(),
            classes,
            provider == null ? RowParser.NONE : table.indexOf(provider));
    return LabelledRows.of(table, reader, columns, new Labels(classes, labels), dropped, warnings);
  }

  private FeatureColumns columns(List<String> features, TableScan scan) {
    if (choice == null) {
      return FeatureColumns.numbers(features);
    }
    Map<String, List<String>> found = new LinkedHashMap<>();
    if (choice.oneHot().levels() == null) {
      for (String column : choice.oneHot().columns()) {
        found.put(column, levels(column, scan.facts(features.indexOf(column))));
      }
    }
    if (!found.isEmpty()) {
      warnings.add(
          "the levels of column %s are those that occur in %s: only a simulation sees the rows of all providers, others agree on levels beforehand (--levels)"
              .formatted(Names.list(found.keySet()), table.name()));
    }
    return choice.columns(features, found);
  }

  private List<String> levels(String column, ColumnFacts facts) {
    List<String> levels = facts.texts();
    if (facts.hasMore() || levels.size() > MOST_CLASSES) {
      throw new InputException(
          "cannot use --one-hot: column '%s' of %s has more than %d values, expected fewer"
              .formatted(column, table.name(), MOST_CLASSES));
    }
    if (levels.size() < 2) {
      throw new InputException(
          "cannot use --one-hot: column '%s' of %s has %d value, expected two or more"
              .formatted(column, table.name(), levels.size()));
    }
    return levels;
  }

  /** A text column is refused by name even where its only texts stand in rows left out. */
  private void checkFeatures(List<String> names, FeatureColumns columns, TableScan scan) {
    String worst = null;
    ColumnFacts.Cell first = null;
    for (int j = 0; j < names.size(); j++) {
      String name = names.get(j);
      ColumnFacts facts = scan.facts(j);
      List<String> levels = columns.levelsOf(name);
      if (levels != null) {
        checkLevels(name, facts, levels);
        continue;
      }
      for (ColumnFacts.Cell cell :
          new ColumnFacts.@Nullable Cell[] {facts.firstText(), facts.firstNotFinite()}) {
        if (cell != null && (first == null || cell.row() < first.row())) {
          first = cell;
          worst = name;
        }
      }
    }
    if (first != null && worst != null) {
      throw RowParser.notANumber(table.name(), worst, first, grammar);
    }
  }

  private void checkLevels(String column, ColumnFacts facts, List<String> levels) {
    if (facts.hasMore() || !levels.containsAll(facts.texts())) {
      int place = table.indexOf(column);
      Numbers rules = grammar;
      List<String> known = new ArrayList<>(levels);
      List<ColumnFacts.Cell> strange =
          table
              .rows()
              .filter(row -> !rules.isMissing(row.cell(place)) && !known.contains(row.cell(place)))
              .map(row -> new ColumnFacts.Cell(row, row.cell(place)))
              .take(1);
      for (ColumnFacts.Cell cell : strange) {
        throw RowParser.unknownLevel(table.name(), column, cell, levels);
      }
    }
    warnings.addAll(Variants.warnings(table.name(), column, facts.texts()));
  }

  private void checkProvider(String column, ColumnFacts facts) {
    ColumnFacts.Cell missing = facts.firstMissing();
    if (missing != null) {
      throw new InputException(
          "cannot tell who holds %s of %s: provider column '%s' is empty there"
              .formatted(missing.place(), table.name(), column));
    }
    warnings.addAll(Variants.warnings(table.name(), column, facts.texts()));
  }

  private void checkLabel(
      ColumnChoice choice, ColumnFacts facts, List<String> labels, List<String> classes) {
    if (train != null) {
      checkTestLabels(choice, train, labels);
    } else if (choice.positive() != null) {
      if (labels.size() > 2) {
        throw new InputException(
            "cannot use label '%s' of %s: expected two values, got %s"
                .formatted(choice.label(), table.name(), shown(labels)));
      }
    } else if (classes.size() == 1) {
      throw new InputException(
          "cannot use label '%s': every row has the value '%s', expected two values or more"
              .formatted(choice.label(), classes.get(0)));
    } else if (classes.size() > MOST_CLASSES) {
      throw new InputException(
          "cannot use label '%s' of %s: it has %d values%s, expected a column of at most %d classes"
              .formatted(
                  choice.label(),
                  table.name(),
                  classes.size(),
                  facts.hasMore() ? " or more" : "",
                  MOST_CLASSES));
    }
  }

  private void checkTestLabels(ColumnChoice choice, LabelledRows train, List<String> labels) {
    for (String value : labels) {
      if (train.labels().stream().noneMatch(known -> grammar.same(known, value))) {
        throw new InputException(
            "cannot use label '%s' of %s: expected the training rows' values %s, got %s"
                .formatted(choice.label(), table.name(), shown(train.labels()), shown(labels)));
      }
    }
  }

  private void checkBoth(
      ColumnChoice choice, String positive, TableScan scan, List<String> labels, int label) {
    long positives = scan.facts(label).kept(positive, grammar);
    if (positives == 0) {
      throw new InputException(
          "cannot use label '%s': the positive value '%s' never occurs in %s, expected one of %s"
              .formatted(choice.label(), positive, table.name(), shown(labels)));
    }
    if (positives == scan.kept()) {
      throw new InputException(
          "cannot use label '%s': every row has the value '%s', expected two values"
              .formatted(choice.label(), positive));
    }
  }

  private static String shown(List<String> values) {
    String list =
        values.stream().limit(4).map(RowParser::abbreviate).collect(Collectors.joining(", "));
    return values.size() > 4 ? list + " and more" : list;
  }
}
