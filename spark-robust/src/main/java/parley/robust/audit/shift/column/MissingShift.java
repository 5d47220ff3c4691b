package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;
import parley.measure.Measure;
import parley.robust.audit.shift.statistics.PopulationStability;

/**
 * Compares how many values are missing: a feed that has run dry is a shift, though there is no
 * value left to compare. Stateless, so safe for use by several threads.
 */
public final class MissingShift {
  private static final String NOT_ADJUSTED = "it was not adjusted";
  private static final String NO_NUMBER = "whether a value is missing is no number";
  private static final String NOTHING = "no row of either has a value: there is nothing to test";

  private MissingShift() {}

  /** The results of columns, and behind them those of the missing shares of the same columns. */
  public static List<FeatureShift> added(List<FeatureShift> columns) {
    List<FeatureShift> all = new ArrayList<>(columns);
    for (FeatureShift column : columns) {
      if (column.referenceMissing() + column.dataMissing() > 0) {
        all.add(of(column));
      }
    }
    return all;
  }

  private static FeatureShift of(FeatureShift column) {
    long[][] counts = {
      {column.referenceRows(), column.referenceMissing()},
      {column.dataRows(), column.dataMissing()}
    };
    Measure statistic = Measure.of("statistic", 0);
    Measure pValue = Measure.undefined("pValue", NOTHING);
    boolean some = column.referenceRows() + column.dataRows() > 0;
    if (some) {
      SignificanceResult result = ChiSquareTest.withDefaults().test(counts);
      statistic = Measure.of("statistic", result.getStatistic());
      pValue = Measure.of("pValue", result.getPValue());
    }
    return new FeatureShift(
        FeatureShift.missing(column.name()),
        FeatureShift.MISSING,
        column.prediction(),
        column.referenceRows() + column.referenceMissing(),
        column.dataRows() + column.dataMissing(),
        0,
        0,
        CategoricalShift.TEST,
        statistic,
        null,
        pValue,
        null,
        some ? FeatureShift.ASYMPTOTIC : null,
        0,
        Measure.undefined("adjustedBenjaminiHochberg", NOT_ADJUSTED),
        Measure.undefined("adjustedHolm", NOT_ADJUSTED),
        Measure.undefined("wasserstein", NO_NUMBER),
        null,
        Measure.of("psi", PopulationStability.index(counts[0], counts[1])),
        Measure.undefined("referenceMean", NO_NUMBER),
        Measure.undefined("dataMean", NO_NUMBER),
        List.of(),
        0);
  }
}
