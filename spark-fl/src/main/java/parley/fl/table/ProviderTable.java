package parley.fl.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.data.ProviderRdd;
import parley.mhe.party.PartySource;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.vault.VaultHome;

/**
 * The columns of all providers: an RDD with one partition a provider and one {@link TableRows} a
 * partition, kept where it was read. What the driver learns is the list of providers, and for rows
 * that cannot be used the first problem. To be closed; not safe for use by several threads.
 */
public final class ProviderTable implements AutoCloseable {
  private final List<String> providers;
  private final Columns columns;
  private final JavaRDD<ReadRows> read;

  private ProviderTable(List<String> providers, Columns columns, JavaRDD<ReadRows> read) {
    this.providers = providers;
    this.columns = columns;
    this.read = read;
  }

  /**
   * Reads and checks the columns. Nulls are missing values; rows of a provider without any, too.
   *
   * <p>With a provider column the providers are its values, sorted as strings, and Spark moves the
   * rows to them; without one each partition is a provider, and its rows stay in its executor.
   *
   * @param providerCol column that names each row's provider; null if each partition is one
   * @param partitionProviders without such a column, sorted names of the partitions' providers;
   *     empty for their numbers
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   * @throws InvalidDataException if a value cannot be used; the message names provider, row and
   *     column, not the value
   */
  public static ProviderTable of(
      Dataset<?> frame,
      Columns columns,
      @Nullable String providerCol,
      List<String> partitionProviders) {
    return of(frame, columns, providerCol, partitionProviders, null);
  }

  /**
   * The same where a column names the rows, such as a patient's number. Else all columns of the
   * frame together do: take the whole table, then, and not another choice of its columns each time.
   *
   * @param idCol that column, by which a provider's policy tells rows apart; null for all columns
   */
  public static ProviderTable of(
      Dataset<?> frame,
      Columns columns,
      @Nullable String providerCol,
      List<String> partitionProviders,
      @Nullable String idCol) {
    return of(frame, columns, providerCol, partitionProviders, idCol, null);
  }

  /**
   * The same, where rows get numbers only at providers whose policies may ask for them, or for a
   * column that names them. Each provider's own process decides; where Spark moves the rows between
   * machines first, or shuffles them otherwise, all rows get numbers.
   *
   * @param parties where the providers' parties will live; null to give numbers to all rows
   */
  public static ProviderTable of(
      Dataset<?> frame,
      Columns columns,
      @Nullable String providerCol,
      List<String> partitionProviders,
      @Nullable String idCol,
      @Nullable PartySource parties) {
    ColumnTypes.check(frame.schema(), columns, providerCol, idCol);
    ProviderJobs.check(frame.sparkSession().sparkContext());
    List<Column> selected = new ArrayList<>();
    columns
        .numbers()
        .forEach(name -> selected.add(functions.col(ProviderRdd.quoted(name)).cast("double")));
    columns
        .categories()
        .forEach(
            each -> selected.add(functions.col(ProviderRdd.quoted(each.column())).cast("string")));
    selected.add(
        columns.weight() == null
            ? functions.lit(1.0)
            : functions.col(ProviderRdd.quoted(columns.weight())).cast("double"));
    ProviderRdd rows =
        rows(
            frame,
            selected,
            RowIds.of(frame.schema(), idCol),
            providerCol,
            partitionProviders,
            idCol == null ? parties : null);
    String by = idCol == null ? "" : idCol;
    List<String> providers = rows.providers();
    JavaRDD<ReadRows> read =
        rows.rows()
            .mapPartitionsWithIndex(
                (index, iterator) ->
                    List.of(TableReader.read(providers.get(index), columns, by, iterator))
                        .iterator(),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    read.setName("columns of the providers");
    ProviderTable table = new ProviderTable(providers, columns, read);
    try {
      table.requireUsable();
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
    return table;
  }

  /** The selected columns and then the rows' numbers, or nulls where nobody asks for them. */
  private static ProviderRdd rows(
      Dataset<?> frame,
      List<Column> selected,
      Column numbers,
      @Nullable String providerCol,
      List<String> partitionProviders,
      @Nullable PartySource parties) {
    Column none = functions.lit(null).cast("long");
    if (parties != null && frame.sparkSession().sparkContext().isLocal()) {
      // This process is every provider's.
      ProviderRdd bare = rows(frame, selected, none, providerCol, partitionProviders);
      if (bare.providers().stream().noneMatch(name -> asks(parties, name))) {
        return bare;
      }
    }
    ProviderRdd numbered = rows(frame, selected, numbers, providerCol, partitionProviders);
    List<String> names = numbered.providers();
    if (parties == null
        || frame.sparkSession().sparkContext().isLocal()
        || ChosenRdd.shuffles(numbered.rows().rdd())) {
      return numbered;
    }
    ProviderRdd bare = rows(frame, selected, none, providerCol, partitionProviders);
    return bare.rows().getNumPartitions() != names.size()
        ? numbered
        : new ProviderRdd(
            names,
            ChosenRdd.of(
                numbered.rows(), bare.rows(), partition -> asks(parties, names.get(partition))));
  }

  private static ProviderRdd rows(
      Dataset<?> frame,
      List<Column> selected,
      Column numbers,
      @Nullable String providerCol,
      List<String> partitionProviders) {
    List<Column> all = new ArrayList<>(selected);
    all.add(numbers);
    return ProviderRdd.of("compute a statistic", frame, all, providerCol, partitionProviders);
  }

  private static boolean asks(PartySource parties, String provider) {
    return VaultHome.preferredTo(parties).mayAskForRows(provider);
  }

  /** The providers' names, sorted if they come from a column; partition k is provider k. */
  public List<String> providers() {
    return providers;
  }

  /** What was read. */
  public Columns columns() {
    return columns;
  }

  /** One element a partition. */
  public JavaRDD<TableRows> rows() {
    return ProviderJobs.pin(read.map(ReadRows::orThrow), providers);
  }

  private void requireUsable() {
    List<String> problems =
        ProviderJobs.collect(
                ProviderJobs.pin(read.map(ReadRows::problemOrEmpty), providers), providers)
            .stream()
            .filter(problem -> !problem.isEmpty())
            .collect(Collectors.toList());
    if (!problems.isEmpty()) {
      throw new InvalidDataException(problems.get(0));
    }
  }

  /** Lets go of the rows kept in memory. */
  @Override
  public void close() {
    read.unpersist(false);
  }
}
