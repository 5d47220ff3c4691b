package parley.fl.statistic.correlate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.describe.GroupTotals;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.statistic.scale.PowersOfTwo;
import parley.fl.statistic.tail.Tails;

/** Correlations from opened sums, in decimals of 60 digits until a figure is made. Used once. */
final class CorrelationFigures {
  private static final MathContext DIGITS = new MathContext(60);
  private static final double CONFIDENCE = 0.95;

  private final GroupTotals groups;
  private final ColumnTotals totals;
  private final List<String> names;
  private final BigDecimal n;

  /** Sums of z, and of products about the mean. */
  private final BigDecimal[] sums;

  private final BigDecimal[][] spread;
  private final BigDecimal[] centre;
  private final BigDecimal[] scale;

  CorrelationFigures(GroupTotals groups, ColumnScales scales, BigDecimal[] products) {
    this.groups = groups;
    this.totals = groups.columns().get(0);
    this.names = scales.columns();
    this.n = new BigDecimal(totals.count()[0]);
    int d = names.size();
    this.sums = new BigDecimal[d];
    this.centre = new BigDecimal[d];
    this.scale = new BigDecimal[d];
    this.spread = new BigDecimal[d][d];
    for (int j = 0; j < d; j++) {
      centre[j] = new BigDecimal(scales.centre()[j]);
      scale[j] = PowersOfTwo.of(scales.exponent()[j]);
      BigDecimal perScale = PowersOfTwo.of(-scales.exponent()[j]);
      sums[j] = totals.sum()[j].subtract(centre[j].multiply(n)).multiply(perScale);
      spread[j][j] = groups.squaresAboutMean(0, j).multiply(perScale).multiply(perScale);
    }
    int k = 0;
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        BigDecimal about = products[k++].subtract(sums[i].multiply(sums[j]).divide(n, DIGITS));
        spread[i][j] = about;
        spread[j][i] = about;
      }
    }
  }

  /** A figure of two columns, null where it is undefined. */
  private interface Figure {
    @Nullable Double of(int i, int j);
  }

  Correlations correlations(long rows) {
    long complete = n.longValueExact();
    SortedMap<String, String> undefined = new TreeMap<>();
    for (int j = 0; j < names.size(); j++) {
      if (totals.squares()[j].signum() == 0) {
        undefined.put(names.get(j), "all values are 0: no correlation and no cosine");
      } else if (isConstant(j)) {
        undefined.put(names.get(j), "all values are the same: no correlation");
      }
    }
    if (complete < 2) {
      undefined.put("covariance", "there is one complete row, two are needed");
    }
    if (complete < 3) {
      undefined.put("pValue", "there are fewer than three complete rows");
    }
    if (complete < 4) {
      undefined.put("interval", "there are fewer than four complete rows");
    }
    double width = Tails.normalQuantile(CONFIDENCE) / Math.sqrt(complete - 3.0);
    return new Correlations(
        names,
        complete,
        rows - complete,
        matrix((i, j) -> complete < 2 ? null : (Double) covariance(i, j)),
        matrix(this::correlation),
        matrix((i, j) -> complete < 3 ? null : pValue(i, j)),
        CONFIDENCE,
        matrix((i, j) -> complete < 4 ? null : end(i, j, -width)),
        matrix((i, j) -> complete < 4 ? null : end(i, j, width)),
        matrix(this::cosine),
        undefined);
  }

  private List<List<@Nullable Double>> matrix(Figure figure) {
    List<List<@Nullable Double>> matrix = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<@Nullable Double> row = new ArrayList<>();
      for (int j = 0; j < names.size(); j++) {
        // Both halves from the same pair, so that they are the same to the bit.
        row.add(figure.of(Math.min(i, j), Math.max(i, j)));
      }
      matrix.add(Collections.unmodifiableList(row));
    }
    return Collections.unmodifiableList(matrix);
  }

  private boolean isConstant(int column) {
    return groups.isConstant(0, column);
  }

  private double covariance(int i, int j) {
    return spread[i][j]
        .multiply(scale[i])
        .multiply(scale[j])
        .divide(n.subtract(BigDecimal.ONE), DIGITS)
        .doubleValue();
  }

  private @Nullable Double correlation(int i, int j) {
    if (isConstant(i) || isConstant(j)) {
      return null;
    }
    return i == j ? 1.0 : ratio(spread[i][j], spread[i][i].multiply(spread[j][j]));
  }

  /** a / sqrt(b), within -1 to 1. */
  private static double ratio(BigDecimal a, BigDecimal b) {
    double root = b.sqrt(DIGITS).doubleValue();
    return Math.max(-1, Math.min(1, a.doubleValue() / root));
  }

  private @Nullable Double pValue(int i, int j) {
    Double r = correlation(i, j);
    if (r == null) {
      return null;
    }
    BigDecimal both = spread[i][i].multiply(spread[j][j]);
    // 1 - r^2 without cancelling where r is near 1.
    double rest =
        both.subtract(spread[i][j].multiply(spread[i][j])).divide(both, DIGITS).doubleValue();
    double freedom = n.doubleValue() - 2;
    return rest <= 0 ? 0 : Tails.twoSidedT(r * Math.sqrt(freedom / rest), freedom);
  }

  private @Nullable Double end(int i, int j, double off) {
    Double r = correlation(i, j);
    if (r == null || Math.abs(r) == 1) {
      return r;
    }
    double atanh = 0.5 * (Math.log1p(r) - Math.log1p(-r));
    return Math.tanh(atanh + off);
  }

  private @Nullable Double cosine(int i, int j) {
    BigDecimal a = totals.squares()[i];
    BigDecimal b = totals.squares()[j];
    if (a.signum() == 0 || b.signum() == 0) {
      return null;
    }
    BigDecimal product = spread[i][j].add(sums[i].multiply(sums[j]).divide(n, DIGITS));
    BigDecimal raw =
        centre[i]
            .multiply(centre[j])
            .multiply(n)
            .add(centre[i].multiply(scale[j]).multiply(sums[j]))
            .add(centre[j].multiply(scale[i]).multiply(sums[i]))
            .add(scale[i].multiply(scale[j]).multiply(product));
    return i == j ? 1.0 : ratio(raw, a.multiply(b));
  }
}
