package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;
import parley.measure.Measure;
import parley.robust.audit.shift.statistics.PopulationStability;

/** The figures of a categorical column, from counts. */
final class CategoricalShift {
  static final String TEST = "chiSquare";

  private static final int MOST_NAMED = 20;
  private static final String NOT_ADJUSTED = "it was not adjusted";
  private static final String NO_NUMBER = "categories are no numbers";

  /** Below this expected count the chi-square distribution is a poor approximation. */
  private static final double SMALL_EXPECTED = 5;

  private static final double SMALL_SHARE = 0.2;

  private CategoricalShift() {}

  static FeatureShift of(
      String name,
      boolean prediction,
      CategoryTable table,
      long referenceMissing,
      long dataMissing,
      Consumer<String> warnings) {
    long[][] counts = table.counts();
    long n = LongStream.of(counts[0]).sum();
    long m = LongStream.of(counts[1]).sum();
    Measure statistic;
    Measure pValue;
    Measure psi;
    if (n == 0 || m == 0) {
      String reason = "the %s has no value in this column".formatted(n == 0 ? "reference" : "data");
      statistic = Measure.undefined("statistic", reason);
      pValue = Measure.undefined("pValue", reason);
      psi = Measure.undefined("psi", reason);
    } else {
      psi = Measure.of("psi", PopulationStability.index(counts[0], counts[1]));
      if (counts[0].length < 2) {
        String reason = "all rows of both have one category: there is nothing to test";
        statistic = Measure.of("statistic", 0);
        pValue = Measure.undefined("pValue", reason);
      } else {
        SignificanceResult result = ChiSquareTest.withDefaults().test(counts);
        statistic = Measure.of("statistic", result.getStatistic());
        pValue = Measure.of("pValue", result.getPValue());
        warnOfSmallCounts(name, counts, n, m, warnings);
      }
    }
    List<CategoryTable.Entry> unseen = table.unseen();
    warnOfCategories(name, table, unseen, warnings);
    return new FeatureShift(
        name,
        FeatureShift.CATEGORICAL,
        prediction,
        n,
        m,
        referenceMissing,
        dataMissing,
        TEST,
        statistic,
        null,
        pValue,
        null,
        pValue.isDefined() ? FeatureShift.ASYMPTOTIC : null,
        0,
        Measure.undefined("adjustedBenjaminiHochberg", NOT_ADJUSTED),
        Measure.undefined("adjustedHolm", NOT_ADJUSTED),
        Measure.undefined("wasserstein", NO_NUMBER),
        null,
        psi,
        Measure.undefined("referenceMean", NO_NUMBER),
        Measure.undefined("dataMean", NO_NUMBER),
        named(unseen),
        unseen.stream().mapToLong(CategoryTable.Entry::data).sum());
  }

  private static List<String> named(List<CategoryTable.Entry> unseen) {
    List<String> names = new ArrayList<>();
    unseen.stream().limit(MOST_NAMED).forEach(entry -> names.add(entry.category()));
    return names;
  }

  /** W. Cochran's rule (https://doi.org/10.2307/3001616). */
  private static void warnOfSmallCounts(
      String name, long[][] counts, long n, long m, Consumer<String> warnings) {
    int small = 0;
    for (int k = 0; k < counts[0].length; k++) {
      double share = (counts[0][k] + counts[1][k]) / (double) (n + m);
      small += share * n < SMALL_EXPECTED ? 1 : 0;
      small += share * m < SMALL_EXPECTED ? 1 : 0;
    }
    if (small > SMALL_SHARE * 2 * counts[0].length) {
      warnings.accept(
          "%s: %d of %d counts are expected to be below 5, so the chi-square p value is rough"
              .formatted(name, small, 2 * counts[0].length));
    }
  }

  private static void warnOfCategories(
      String name,
      CategoryTable table,
      List<CategoryTable.Entry> unseen,
      Consumer<String> warnings) {
    if (!unseen.isEmpty()) {
      String more =
          unseen.size() > MOST_NAMED ? " and %d more".formatted(unseen.size() - MOST_NAMED) : "";
      warnings.accept(
          "%s: %d data rows have categories that the reference has not: %s%s"
              .formatted(
                  name,
                  unseen.stream().mapToLong(CategoryTable.Entry::data).sum(),
                  String.join(", ", named(unseen)),
                  more));
    }
    if (table.otherReference() + table.otherData() > 0) {
      warnings.accept(
          "%s: %d reference rows and %d data rows have categories beyond the most frequent %d; they count as one, and unseen ones among them are not named"
              .formatted(name, table.otherReference(), table.otherData(), table.entries().size()));
    }
  }
}
