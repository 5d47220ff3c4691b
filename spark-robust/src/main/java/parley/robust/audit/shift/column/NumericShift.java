package parley.robust.audit.shift.column;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.shift.rows.Bounds;
import parley.robust.audit.shift.statistics.KolmogorovSmirnov;
import parley.robust.audit.shift.statistics.PopulationStability;

/** The figures of a numeric column, from counts. */
final class NumericShift {
  static final String TEST = "kolmogorovSmirnov";

  private static final String NOT_ADJUSTED = "it was not adjusted";

  private final String name;
  private final boolean prediction;
  private final int bins;

  NumericShift(String name, boolean prediction, int bins) {
    this.name = name;
    this.prediction = prediction;
    this.bins = bins;
  }

  /** Of both samples' values. */
  FeatureShift exact(NumericProfile p, long referenceMissing, long dataMissing) {
    long n = p.reference().count();
    long m = p.data().count();
    if (n == 0 || m == 0) {
      return none(n, m, referenceMissing, dataMissing, p.reference(), p.data());
    }
    boolean constant = p.reference().minimum() == p.reference().maximum();
    return figures(
        n,
        m,
        referenceMissing,
        dataMissing,
        Measure.of("statistic", KolmogorovSmirnov.statistic(p.upTo(), n, p.dataUpTo(), m)),
        null,
        tooFew(n, m)
            ? noPValue(n, m)
            : Measure.of("pValue", KolmogorovSmirnov.pValue(p.upTo(), n, p.dataUpTo(), m)),
        null,
        0,
        wasserstein(p, n, m),
        null,
        constant ? psiOfConstant(p.reference(), p.data()) : psi(p.bins(bins)),
        p.reference().mean("referenceMean"),
        p.data().mean("dataMean"));
  }

  private static Measure wasserstein(NumericProfile p, long n, long m) {
    if (!p.area().isFinite()) {
      return Measure.undefined("wasserstein", "the values' range is too large for a double");
    }
    return Measure.of(
        "wasserstein",
        p.area()
            .value()
            .divide(BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(m)), MathContext.DECIMAL128)
            .doubleValue());
  }

  /** Of a saved reference and counts of the data. */
  FeatureShift summarised(NumericSummary summary, DataCounts counts, long dataMissing) {
    long n = summary.count();
    long m = counts.moments().count();
    Measure mean =
        summary.mean() == null
            ? Measure.undefined("referenceMean", "the saved statistics have none")
            : Measure.of("referenceMean", summary.mean());
    if (n == 0 || m == 0) {
      return none(n, m, summary.missing(), dataMissing, new Moments(), counts.moments());
    }
    SummaryComparison c = SummaryComparison.of(summary, counts);
    double lower = c.least().statistic(n, m);
    double upper = c.most().statistic(n, m);
    Measure pValue = noPValue(n, m);
    Bounds pValueBounds = null;
    if (!tooFew(n, m)) {
      double larger = c.least().pValue(n, m);
      pValue = Measure.of("pValue", larger);
      pValueBounds = new Bounds(Math.min(larger, c.most().pValue(n, m)), larger);
    }
    boolean constant = summary.values().size() == 1;
    double max = summary.values().get(summary.values().size() - 1);
    return figures(
        n,
        m,
        summary.missing(),
        dataMissing,
        Measure.of("statistic", lower),
        new Bounds(lower, Math.max(lower, upper)),
        pValue,
        pValueBounds,
        summary.rankError(),
        c.wasserstein(),
        c.wassersteinBounds(),
        constant
            ? psiOfConstant(constant(max), counts.moments())
            : psi(NumericProfile.bins(c.knots(), n, max, m, bins)),
        mean,
        counts.moments().mean("dataMean"));
  }

  private static boolean tooFew(long n, long m) {
    return Math.min(n, m) < KolmogorovSmirnov.FEWEST_ROWS;
  }

  private static Measure noPValue(long n, long m) {
    return Measure.undefined(
        "pValue",
        "there are too few rows: expected %d or more of each, got %d and %d"
            .formatted(KolmogorovSmirnov.FEWEST_ROWS, n, m));
  }

  private static Moments constant(double value) {
    Moments moments = new Moments();
    moments.add(value, 1);
    return moments;
  }

  private static Measure psi(List<long[]> bins) {
    return Measure.of("psi", PopulationStability.index(bins.get(0), bins.get(1)));
  }

  private static Measure psiOfConstant(Moments reference, Moments data) {
    boolean same = data.minimum() == reference.minimum() && data.maximum() == reference.maximum();
    return same
        ? Measure.of("psi", 0)
        : Measure.undefined(
            "psi",
            "the reference has one value alone, %s: it makes no bins"
                .formatted(reference.minimum()));
  }

  private FeatureShift none(
      long n, long m, long referenceMissing, long dataMissing, Moments reference, Moments data) {
    String reason = "the %s has no value in this column".formatted(n == 0 ? "reference" : "data");
    return figures(
        n,
        m,
        referenceMissing,
        dataMissing,
        Measure.undefined("statistic", reason),
        null,
        Measure.undefined("pValue", reason),
        null,
        0,
        Measure.undefined("wasserstein", reason),
        null,
        Measure.undefined("psi", reason),
        reference.mean("referenceMean"),
        data.mean("dataMean"));
  }

  private FeatureShift figures(
      long n,
      long m,
      long referenceMissing,
      long dataMissing,
      Measure statistic,
      @Nullable Bounds statisticBounds,
      Measure pValue,
      @Nullable Bounds pValueBounds,
      double rankError,
      Measure wasserstein,
      @Nullable Bounds wassersteinBounds,
      Measure psi,
      Measure referenceMean,
      Measure dataMean) {
    return new FeatureShift(
        name,
        FeatureShift.NUMERIC,
        prediction,
        n,
        m,
        referenceMissing,
        dataMissing,
        TEST,
        statistic,
        statisticBounds,
        pValue,
        pValueBounds,
        !pValue.isDefined()
            ? null
            : KolmogorovSmirnov.isExact(n, m) ? FeatureShift.EXACT : FeatureShift.ASYMPTOTIC,
        rankError,
        Measure.undefined("adjustedBenjaminiHochberg", NOT_ADJUSTED),
        Measure.undefined("adjustedHolm", NOT_ADJUSTED),
        wasserstein,
        wassersteinBounds,
        psi,
        referenceMean,
        dataMean,
        List.of(),
        0);
  }
}
