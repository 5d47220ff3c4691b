package parley.cli.query;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.input.HomeTable;
import parley.cli.input.LevelsFile;
import parley.cli.input.ManifestOptions;
import parley.cli.input.ProviderOptions;
import parley.cli.input.Providers;
import parley.cli.input.TableOptions;
import parley.cli.table.Names;
import parley.cli.table.TypedTable;
import parley.cli.table.TypedTable.Kind;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.grid.Grid;
import parley.fl.table.Category;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The table that a statistic is computed on, and who holds which rows. For one thread. */
@SuppressWarnings("NullAway.Init")
public final class StatisticData extends TableOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the rows, with named columns; an empty cell is a missing value")
  private @Nullable String data;

  @Mixin private ManifestOptions manifest;

  @Option(
      names = "--levels",
      paramLabel = "F.json",
      description =
          "levels agreed beforehand, {\"A\": [\"x\", \"y\"]} (default: those that occur, in a"
              + " simulation only)")
  private @Nullable Path levelsFile;

  @Mixin private ProviderOptions providers;

  private @Nullable String providerColumn;

  private @Nullable TypedTable table;
  private @Nullable HomeTable home;
  private final List<String> warnings = new ArrayList<>();
  private Map<String, List<String>> levels = Map.of();
  private boolean simulated;

  /**
   * What needs no rows.
   *
   * @param column that names the providers in place of the options; null for the options
   */
  public void check(CommandSpec spec, @Nullable String column) {
    providers.check();
    manifest.check(spec);
    if (data == null && !manifest.given()) {
      throw new InputException("cannot read rows: expected --data FILE or --data-manifest F.json");
    }
    if (column != null && manifest.given()) {
      throw new InputException(
          "cannot use --data-manifest: each site of column "
              + column
              + " is a provider, expected --data FILE");
    }
    if (column != null && (providers.given() || providers.column() != null)) {
      throw new InputException(
          "cannot choose providers: each site of column " + column + " is one, got another choice");
    }
    providerColumn = column == null ? providers.column() : column;
    if (providers.allowTwo()) {
      throw new InputException(
          "cannot use --allow-two-providers: a sum of two providers tells each the other's part,"
              + " expected at least 3");
    }
    if (levelsFile != null) {
      levels = LevelsFile.read(levelsFile);
    }
  }

  /**
   * Reads the table.
   *
   * @param codes columns that are text whatever stands in them
   */
  public void open(SparkSession spark, Set<String> codes) {
    Set<String> text = new LinkedHashSet<>(codes);
    if (providerColumn != null) {
      text.add(providerColumn);
    }
    if (manifest.given()) {
      home = HomeTable.open(spark, manifest.file(), text);
      return;
    }
    simulated = spark.sparkContext().isLocal();
    table = new TypedTable(spark, table(spark, Objects.requireNonNull(data)), text);
    if (table.rowCount() == 0) {
      throw new InputException("cannot compute a statistic: " + name() + " has no rows");
    }
    if (providerColumn != null) {
      require(providerColumn);
      warnings.addAll(table.warnings(List.of(providerColumn)));
    }
  }

  private TypedTable table() {
    if (table == null) {
      throw new IllegalStateException("cannot use the table: expected open() first");
    }
    return table;
  }

  /** Whether rows stay in their providers' files: then this process counts none. */
  public boolean atHome() {
    return manifest.given();
  }

  /** The file's own name, or the manifest's. */
  public String name() {
    return Frames.lastName(data == null ? manifest.file() : data);
  }

  /** What to know of the values. */
  public List<String> warnings() {
    return warnings;
  }

  private Map<String, Kind> kinds() {
    return home == null ? table().kinds() : home.kinds();
  }

  private Kind require(String column) {
    Kind kind = kinds().get(column);
    if (kind == null) {
      throw new InputException(
          "cannot find column '%s' in %s: expected one of %s"
              .formatted(column, name(), Names.some(List.copyOf(kinds().keySet()), "columns")));
    }
    return kind;
  }

  /** Whether a column holds text. */
  public boolean isText(String column) {
    return require(column) == Kind.TEXT;
  }

  /** A column of finite numbers. */
  public String number(String column) {
    if (require(column) != Kind.NUMBERS) {
      throw new InputException(
          "cannot use column %s of %s as numbers: expected numbers, got %s"
              .formatted(
                  column, name(), require(column) == Kind.TEXT ? "text" : "no value at all"));
    }
    if (home == null) { // a provider looks at its own file's when it reads it
      table().checkFinite(column, "the numbers of " + column);
    }
    return column;
  }

  /** Columns of finite numbers, each once. */
  public List<String> numbers(List<String> lists) {
    return distinct(lists).stream().map(this::number).toList();
  }

  /** The names in lists of names. */
  public static List<String> distinct(List<String> lists) {
    List<String> names = Names.of(lists);
    if (new LinkedHashSet<>(names).size() != names.size()) {
      throw new InputException(
          "cannot use the columns " + Names.list(names) + ": expected each once");
    }
    return names;
  }

  /** A column of text with its agreed levels, or in a simulation those that occur. */
  public Category category(String column) {
    require(column);
    if (home == null) {
      warnings.addAll(table().warnings(List.of(column)));
    }
    List<String> agreed = levels.get(column);
    if (agreed != null) {
      return new Category(column, agreed);
    }
    if (!simulated) {
      throw new InputException(
          "cannot use column " + column + nobodySees() + ", expected --levels that they agreed on");
    }
    return new Category(column, table().levels(column));
  }

  private String nobodySees() {
    return home == null
        ? " with providers on a cluster: nobody sees the values of all rows there"
        : " of the providers' files: nobody sees the values of all rows";
  }

  /**
   * All other columns of numbers, or those that are named.
   *
   * @param include names; empty for all that are not excluded
   * @param exclude names to leave out
   * @param taken columns with a part of their own
   */
  public List<String> features(List<String> include, List<String> exclude, List<String> taken) {
    if (!include.isEmpty() && !exclude.isEmpty()) {
      throw new InputException(
          "cannot choose features: expected --features or --exclude, got both");
    }
    List<String> left = distinct(exclude);
    left.forEach(this::require);
    if (!include.isEmpty()) {
      List<String> chosen = numbers(include);
      for (String column : chosen) {
        if (taken.contains(column)) {
          throw new InputException(
              "cannot use column %s as a feature: it has another part already".formatted(column));
        }
      }
      return chosen;
    }
    List<String> chosen = new ArrayList<>();
    for (String column : kinds().keySet()) {
      if (!taken.contains(column) && !left.contains(column) && !column.equals(providerColumn)) {
        chosen.add(number(column));
      }
    }
    return chosen;
  }

  /** The least grid that holds the values that occur, which a simulation alone can know. */
  public Grid gridOfValues(String column) {
    number(column);
    if (!simulated) {
      throw new InputException(
          "cannot use column "
              + column
              + nobodySees()
              + ", expected --grid "
              + column
              + "=FROM:TO:STEP that they agreed on");
    }
    List<BigDecimal> values = table().numbers(column).stream().map(BigDecimal::valueOf).toList();
    BigDecimal from = Collections.min(values);
    BigDecimal to = Collections.max(values);
    int decimals = values.stream().mapToInt(v -> v.stripTrailingZeros().scale()).max().orElse(0);
    try {
      return Grid.to(
          from.doubleValue(),
          to.doubleValue(),
          BigDecimal.ONE.movePointLeft(decimals).doubleValue());
    } catch (ParleyException e) {
      throw new InputException(
          "cannot find a grid for column %s: %s; expected --grid %s=FROM:TO:STEP"
              .formatted(column, e.getMessage(), column),
          e);
    }
  }

  /** How many rows there are, where they are {@linkplain #atHome not} in their providers' files. */
  public long rowCount() {
    return table().rowCount();
  }

  /**
   * Rows as a frame.
   *
   * @param frame the table's columns, numbers as doubles
   * @param providerColumn its column that names each row's provider; null where each partition is a
   *     provider's own file
   */
  public record AtProviders(Dataset<Row> frame, @Nullable String providerColumn) {}

  /** The query on the rows, each at its provider. */
  public ProviderQuery query() {
    AtProviders rows = atProviders();
    ProviderQuery query = ProviderQuery.of(rows.frame());
    return rows.providerColumn() == null ? query : query.withProviderCol(rows.providerColumn());
  }

  /** The rows, each at its provider. */
  public AtProviders atProviders() {
    if (home != null) {
      return new AtProviders(home.frame(), null);
    }
    String dealt = "__provider";
    if (providerColumn != null) {
      return new AtProviders(table().frame(Map.of()), providerColumn);
    }
    int count = providers.count();
    Dataset<Row> numbered = table().numbered("__row");
    Column name =
        functions.format_string(
            Providers.pattern("provider", count),
            functions.pmod(functions.col("__row"), functions.lit((long) count)));
    return new AtProviders(numbered.withColumn(dealt, name).drop("__row"), dealt);
  }
}
