package parley.robust.audit.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;
import parley.ml.column.RowKeys;
import parley.robust.audit.shift.column.CategoricalSummary;
import parley.robust.audit.shift.column.ColumnComparison;
import parley.robust.audit.shift.column.ColumnSummaries;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.column.NumericSummary;
import parley.robust.audit.shift.column.ReferenceStatistics;
import parley.robust.audit.shift.joint.JointComparison;
import parley.robust.audit.shift.joint.JointShift;
import parley.robust.audit.shift.label.LabelConfusion;
import parley.robust.audit.shift.label.LabelShift;
import parley.robust.audit.shift.rows.RowCounts;
import parley.robust.audit.shift.rows.RowSample;
import parley.robust.audit.shift.rows.ShiftColumns;

/**
 * Compares data with a reference. Numeric columns: two-sample Kolmogorov-Smirnov, Wasserstein-1 and
 * PSI, from one sort of the values of both that stays on the executors. Categorical columns:
 * chi-square and PSI, from counts. Numeric columns together: maximum mean discrepancy and a
 * classifier two-sample test on a sample of stated size, which comes to the driver. Classes: black
 * box shift estimation, with predictions and labels. P values are adjusted for the number of
 * columns. All figures are equal to the bit for any number of partitions. Missing values (null) are
 * left out column by column, and how many they are is compared like one more column. Not safe for
 * use by several threads.
 */
public final class ShiftStudy {
  private static final String NO_ROWS = "the reference's rows were not kept";

  private String title = "Shift";
  private List<String> features = List.of();
  private List<String> exclude = List.of();
  private List<String> categorical = List.of();
  private @Nullable String predictionCol;
  private @Nullable String labelCol;
  private @Nullable String idCol;
  private double significance = 0.05;
  private @Nullable Boolean ignoreExtraColumns;
  private int bins = 10;
  private int quantiles = 1000;
  private int maxCategories = 1000;
  private int sampleSize = 1000;
  private int permutations = 999;
  private @Nullable Double sigma;
  private long seed = 1;
  private Consumer<String> listener = line -> {};

  /** The report's title; default "Shift". */
  public ShiftStudy setTitle(String value) {
    title = value;
    return this;
  }

  /** Columns to compare; default: all but those of predictions, labels and ids. */
  public ShiftStudy setFeatures(String... names) {
    features = List.of(names);
    return this;
  }

  /** Columns not to compare, where no features are set. */
  public ShiftStudy setExclude(String... names) {
    exclude = List.of(names);
    return this;
  }

  /** Columns of numbers that are names, such as codes; strings and booleans are anyway. */
  public ShiftStudy setCategorical(String... names) {
    categorical = List.of(names);
    return this;
  }

  /** A model's predictions: one more column to compare, but not part of the joint tests. */
  public ShiftStudy setPredictionCol(String name) {
    predictionCol = name;
    return this;
  }

  /**
   * True classes, of the reference; with predictions that are classes, label shift is estimated.
   */
  public ShiftStudy setLabelCol(String name) {
    labelCol = name;
    return this;
  }

  /**
   * Unique ids, whole numbers or strings: the sample follows from them. Without, it follows from
   * what rows hold, for which they are counted by their values.
   */
  public ShiftStudy setIdCol(String name) {
    idCol = name;
    return this;
  }

  /**
   * Whether columns that the data has and the reference has not are left out, with a warning that
   * names them, where no features are set. Default: they are refused where the reference's rows are
   * there, and left out where it is saved statistics, which know the chosen columns alone.
   */
  public ShiftStudy setIgnoreExtraColumns(boolean value) {
    ignoreExtraColumns = value;
    return this;
  }

  /**
   * The level of the lists of shifted columns; default .05.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public ShiftStudy setSignificance(double value) {
    expect(value > 0 && value < 1, "a significance between 0 and 1", value);
    significance = value;
    return this;
  }

  /**
   * Bins of PSI for numbers, ended by the reference's quantiles; default 10. Equal ends are one.
   *
   * @throws IllegalArgumentException if there are not 2 to 100
   */
  public ShiftStudy setBins(int value) {
    expect(value >= 2 && value <= 100, "2 to 100 bins", value);
    bins = value;
    return this;
  }

  /**
   * How many quantiles {@link #describe} keeps; default 1000, so that no rank is off by more than
   * 1/1000.
   *
   * @throws IllegalArgumentException if there are not 10 to 100,000
   */
  public ShiftStudy setQuantiles(int value) {
    expect(value >= 10 && value <= 100_000, "10 to 100000 quantiles", value);
    quantiles = value;
    return this;
  }

  /**
   * The most categories of a column; the others count as one. Default 1000.
   *
   * @throws IllegalArgumentException if it is not 2 to 100,000
   */
  public ShiftStudy setMaxCategories(int value) {
    expect(value >= 2 && value <= 100_000, "2 to 100000 categories", value);
    maxCategories = value;
    return this;
  }

  /**
   * Rows of the reference, and of the data, for the joint tests; default 1000. They come to the
   * driver; the kernel takes 32 bytes times the square of it, a permutation half the square of
   * additions.
   *
   * @throws IllegalArgumentException if it is not 2 to 5000
   */
  public ShiftStudy setSampleSize(int value) {
    expect(value >= 2 && value <= 5000, "a sample of 2 to 5000 rows", value);
    sampleSize = value;
    return this;
  }

  /**
   * Permutations for the p value of the maximum mean discrepancy; default 999.
   *
   * @throws IllegalArgumentException if there are not 1 to 100,000
   */
  public ShiftStudy setPermutations(int value) {
    expect(value >= 1 && value <= 100_000, "1 to 100000 permutations", value);
    permutations = value;
    return this;
  }

  /**
   * The kernel's width in the features' own units. Default: features are divided by their standard
   * deviations, and the width is the median distance.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ShiftStudy setSigma(double value) {
    expect(value > 0 && Double.isFinite(value), "a positive sigma", value);
    sigma = value;
    return this;
  }

  /** Of the sample and the permutations; default 1. */
  public ShiftStudy setSeed(long value) {
    seed = value;
    return this;
  }

  /** Hears of each part that is done, in a line; default: no one. */
  public ShiftStudy setListener(Consumer<String> value) {
    listener = value;
    return this;
  }

  /**
   * Compares data with a reference. Reads each several times: cache them where reading is dear.
   *
   * @throws IllegalArgumentException if a column is missing, or has numbers in one and text in the
   *     other, with all such columns
   * @throws InvalidDataException if there are no rows, or a number is NaN or infinite, with counts
   */
  public ShiftReport run(Dataset<?> reference, Dataset<?> data) {
    Dataset<Row> left = reference.toDF();
    Dataset<Row> right = data.toDF();
    ShiftColumns columns = columns(left.schema(), right.schema());
    List<String> warnings = new ArrayList<>();
    if (features.isEmpty()) {
      List<String> known = new ArrayList<>(exclude);
      known.addAll(List.of(left.columns()));
      warnOfExtra(ShiftColumns.extra(known, right.schema(), labelCol, idCol), warnings);
    }
    RowCounts leftCounts =
        RowCounts.of(left, "reference", columns.numeric(), columns.categorical());
    RowCounts rightCounts = RowCounts.of(right, "data", columns.numeric(), columns.categorical());
    List<FeatureShift> shifts =
        new ColumnComparison(columns, bins, maxCategories, warnings)
            .compare(left, leftCounts, right, rightCounts);
    listener.accept("columns: %d compared".formatted(shifts.size()));
    JointShift joint = joint(left, right, columns, warnings);
    LabelConfusion confusion = confusion(left, columns);
    return report(
        leftCounts.rows(),
        rightCounts.rows(),
        false,
        shifts,
        joint,
        confusion,
        right,
        columns,
        warnings);
  }

  /**
   * Compares data with what was kept of a reference; features, categories and label are those of
   * the statistics. Statistics of numeric columns get bounds, p values the larger of theirs. There
   * are no joint tests.
   *
   * @throws IllegalArgumentException if a column is missing, or has another type
   * @throws InvalidDataException if there are no rows, or a number is NaN or infinite, with counts
   */
  public ShiftReport run(ReferenceStatistics reference, Dataset<?> data) {
    Dataset<Row> right = data.toDF();
    List<String> numeric = reference.numeric().stream().map(NumericSummary::name).toList();
    List<String> categories =
        reference.categorical().stream().map(CategoricalSummary::name).toList();
    for (String name : numeric) {
      Columns.numbers(right.schema(), name);
    }
    ShiftColumns columns = new ShiftColumns(numeric, categories, reference.prediction());
    List<String> named = new ArrayList<>(numeric);
    named.addAll(categories);
    ShiftColumns.of(
        right.schema(),
        right.schema(),
        new ShiftColumns.Choice(named, List.of(), categories, null, null, null, false));
    List<String> warnings = new ArrayList<>();
    List<String> extra =
        ShiftColumns.extra(named, right.schema(), reference.label(), labelCol, idCol);
    if (!extra.isEmpty() && Boolean.FALSE.equals(ignoreExtraColumns)) {
      throw new IllegalArgumentException(
          "cannot compare: expected the columns of the reference alone, but the data has %s too%s"
              .formatted(String.join(", ", extra), ShiftColumns.EXTRA));
    }
    if (features.isEmpty()) {
      warnOfExtra(extra, warnings);
    }
    RowCounts counts = RowCounts.of(right, "data", numeric, categories);
    List<FeatureShift> shifts =
        new ColumnComparison(columns, bins, maxCategories, warnings)
            .compare(reference, right, counts);
    listener.accept("columns: %d compared".formatted(shifts.size()));
    JointShift joint =
        columns.joint().isEmpty() ? null : JointShift.undefined(columns.joint(), 0, 0, NO_ROWS);
    return report(
        reference.rows(),
        counts.rows(),
        true,
        shifts,
        joint,
        reference.confusion(),
        right,
        columns,
        warnings);
  }

  /**
   * What to keep of a reference. Quantiles are exact, from the same sort as {@link #run}.
   *
   * @throws IllegalArgumentException if a column is missing, or has no numbers, strings or booleans
   * @throws InvalidDataException if there are no rows, or a number is NaN or infinite, with counts
   */
  public ReferenceStatistics describe(Dataset<?> reference) {
    Dataset<Row> rows = reference.toDF();
    ShiftColumns columns = columns(rows.schema(), rows.schema());
    RowCounts counts = RowCounts.of(rows, "reference", columns.numeric(), columns.categorical());
    return new ReferenceStatistics(
        ReferenceStatistics.VERSION,
        counts.rows(),
        predictionCol,
        labelCol,
        ColumnSummaries.numeric(rows, columns, counts, quantiles),
        ColumnSummaries.categorical(rows, columns, counts, maxCategories),
        confusion(rows, columns));
  }

  private ShiftColumns columns(StructType reference, StructType data) {
    if (idCol != null) {
      Columns.ids(reference, idCol);
      Columns.ids(data, idCol);
    }
    if (labelCol != null && ShiftColumns.type(reference, labelCol) == null) {
      throw new IllegalArgumentException(
          "cannot find column %s: expected one of %s"
              .formatted(labelCol, String.join(", ", reference.fieldNames())));
    }
    return ShiftColumns.of(
        reference,
        data,
        new ShiftColumns.Choice(
            features,
            exclude,
            categorical,
            predictionCol,
            labelCol,
            idCol,
            Boolean.TRUE.equals(ignoreExtraColumns)));
  }

  private static void warnOfExtra(List<String> extra, List<String> warnings) {
    if (!extra.isEmpty()) {
      warnings.add(
          "the data has columns that the reference has not; they were left out: "
              + String.join(", ", extra));
    }
  }

  private @Nullable JointShift joint(
      Dataset<Row> reference, Dataset<Row> data, ShiftColumns columns, List<String> warnings) {
    List<String> names = columns.joint();
    if (names.isEmpty()) {
      return null;
    }
    JointShift joint =
        JointComparison.of(
            reference.sparkSession(),
            names,
            RowSample.of(reference, names, idCol, RowKeys.mix(seed, 0), sampleSize),
            RowSample.of(data, names, idCol, RowKeys.mix(seed, 1), sampleSize),
            sigma,
            permutations,
            seed);
    if (columns.categorical().stream().anyMatch(name -> !name.equals(columns.prediction()))) {
      warnings.add("the joint tests look at numeric columns alone");
    }
    listener.accept("joint tests: done");
    return joint;
  }

  private @Nullable LabelConfusion confusion(Dataset<Row> reference, ShiftColumns columns) {
    String prediction = columns.prediction();
    return prediction == null || labelCol == null
        ? null
        : LabelConfusion.of(reference, prediction, labelCol);
  }

  private ShiftReport report(
      long referenceRows,
      long dataRows,
      boolean fromStatistics,
      List<FeatureShift> shifts,
      @Nullable JointShift joint,
      @Nullable LabelConfusion confusion,
      Dataset<Row> data,
      ShiftColumns columns,
      List<String> warnings) {
    LabelShift labels =
        confusion == null || columns.prediction() == null
            ? null
            : LabelShift.of(confusion, data, columns.prediction(), 1 - significance);
    return ReportAssembly.of(
        title,
        significance,
        referenceRows,
        dataRows,
        fromStatistics,
        shifts,
        joint,
        labels,
        warnings);
  }

  private static void expect(boolean is, String expected, double got) {
    if (!is) {
      throw new IllegalArgumentException(
          "cannot study shift: expected %s, got %s".formatted(expected, got));
    }
  }
}
