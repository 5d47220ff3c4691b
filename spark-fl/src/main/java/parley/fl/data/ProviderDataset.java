package parley.fl.data;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.family.Target;
import parley.fl.optim.ProviderRows;
import parley.mhe.runtime.cluster.ProviderJobs;

/**
 * The checked rows of all providers: an RDD with one partition a provider and one element a
 * partition, kept where it was read. What the driver learns is the list of providers, and for rows
 * that cannot be used the first problem. To be closed; not safe for use by several threads.
 */
public final class ProviderDataset implements AutoCloseable {
  private final List<String> providers;
  private final List<String> featureNames;
  private final boolean weighted;
  private final boolean moved;
  private final JavaRDD<LoadedRows> loaded;

  private ProviderDataset(
      List<String> providers,
      List<String> featureNames,
      boolean weighted,
      boolean moved,
      JavaRDD<LoadedRows> loaded) {
    this.providers = providers;
    this.featureNames = featureNames;
    this.weighted = weighted;
    this.moved = moved;
    this.loaded = loaded;
  }

  /**
   * Reads and checks the rows.
   *
   * <p>With a provider column the providers are its values, sorted as strings, and Spark moves the
   * rows to them; without one each partition is a provider, and its rows stay in its executor.
   *
   * @param target the labels that can be used
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   * @throws InvalidDataException if a provider has no rows or a value cannot be used
   * @throws ParleyException if Spark's settings do not do
   */
  public static ProviderDataset of(Dataset<?> frame, InputColumns columns, Target target) {
    columns.check(frame.schema());
    ProviderJobs.check(frame.sparkSession().sparkContext());
    List<String> names = FeatureNames.of(frame, columns.features());
    boolean weighted = columns.weight() != null;
    List<Column> selected =
        List.of(
            functions.col(ProviderRdd.quoted(columns.features())).as("features"),
            functions.col(ProviderRdd.quoted(columns.label())).cast("double").as("label"),
            (columns.weight() == null
                    ? functions.lit(1.0)
                    : functions.col(ProviderRdd.quoted(columns.weight())).cast("double"))
                .as("weight"));
    ProviderRdd byProvider =
        ProviderRdd.of("train", frame, selected, columns.provider(), columns.partitionProviders());
    List<String> providers = byProvider.providers();
    RowLoader loader = new RowLoader(names, weighted, target);
    JavaRDD<LoadedRows> loaded =
        byProvider
            .rows()
            .mapPartitionsWithIndex(
                (index, iterator) ->
                    List.of(loader.load(providers.get(index), iterator)).iterator(),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    loaded.setName("rows of the providers");
    ProviderDataset dataset =
        new ProviderDataset(providers, names, weighted, columns.provider() != null, loaded);
    try {
      dataset.refuse(loaded.map(LoadedRows::problem));
    } catch (RuntimeException e) {
      dataset.close();
      throw e;
    }
    return dataset;
  }

  /** The providers' ids, sorted if they come from a column; partition k is provider k. */
  public List<String> providers() {
    return providers;
  }

  /** One element a partition; the values are on the input scale and checked. */
  public JavaRDD<ProviderRows> rows() {
    return ProviderJobs.pin(loaded.map(LoadedRows::orThrow), providers);
  }

  public int features() {
    return featureNames.size();
  }

  /** A name for each feature. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** Whether rows have weights of their own. */
  public boolean weighted() {
    return weighted;
  }

  /** Whether Spark moved the rows to their providers, by the column that names them. */
  public boolean moved() {
    return moved;
  }

  /** How many blocks of so many rows the provider with most rows fills: no finer than that. */
  public int largestBlocks(int rowsPerBlock) {
    return ProviderJobs.collect(
            rows().map(r -> (r.rows() + rowsPerBlock - 1) / rowsPerBlock), providers)
        .stream()
        .max(Integer::compare)
        .orElseThrow();
  }

  /**
   * Refuses rows beyond agreed ranges.
   *
   * @throws InvalidDataException if there are any; names provider and feature, not the value
   */
  public void checkRanges(double[][] ranges) {
    if (ranges.length != features()) {
      throw new IllegalArgumentException(
          "cannot standardise by ranges: expected a range for each of "
              + features()
              + " features, got "
              + ranges.length);
    }
    List<String> names = featureNames;
    check(r -> outside(r, ranges, names));
  }

  /**
   * Refuses rows of which a check has something to say.
   *
   * @param check says what is wrong with a provider's rows, without a value of theirs
   * @throws InvalidDataException with what it says of the first such provider
   */
  public void check(Function<ProviderRows, Optional<String>> check) {
    refuse(rows().map(r -> check.call(r).orElse(null)));
  }

  /** Lets go of the rows kept in memory. */
  @Override
  public void close() {
    loaded.unpersist(false);
  }

  private void refuse(JavaRDD<@Nullable String> problems) {
    Function<@Nullable String, Boolean> found = problem -> problem != null;
    List<@Nullable String> first =
        ProviderJobs.collect(ProviderJobs.pin(problems.filter(found), providers), providers);
    if (!first.isEmpty()) {
      throw new InvalidDataException(String.valueOf(first.get(0)));
    }
  }

  private static Optional<String> outside(
      ProviderRows rows, double[][] ranges, List<String> names) {
    for (int j = 0; j < ranges.length; j++) {
      for (double x : rows.column(j)) {
        if (x < ranges[j][0] || x > ranges[j][1]) {
          return Optional.of(
              "cannot use the rows of provider "
                  + rows.provider()
                  + ": a value of "
                  + names.get(j)
                  + " is outside the agreed range, expected "
                  + ranges[j][0]
                  + " to "
                  + ranges[j][1]);
        }
      }
    }
    return Optional.empty();
  }
}
