package parley.fl.querier;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import parley.fl.table.TableRows;

/** The rounds of a fit in clear, row by row. */
final class ClearRounds implements HiddenRounds {
  private final HiddenGlm fit;
  private final List<TableRows> providers;

  ClearRounds(HiddenGlm fit, List<TableRows> providers) {
    this.fit = fit;
    this.providers = providers;
  }

  private interface Row {
    void add(MarginRows rows, int i, double margin);
  }

  private void each(ToldScales told, double[] b, Row row) {
    for (TableRows provider : providers) {
      MarginRows rows = new MarginRows(fit, told, provider);
      for (int i = 0; i < rows.rows(); i++) {
        double margin = 0;
        for (int j = 0; j < b.length; j++) {
          margin += b[j] * rows.signed(j, i, i + 1)[0];
        }
        row.add(rows, i, margin);
      }
    }
  }

  private DoubleUnaryOperator function(double[] powers) {
    double unit = fit.model().halfWidth();
    return margin -> {
      double value = 0;
      for (int k = powers.length - 1; k >= 0; k--) {
        value = value * margin / unit + powers[k];
      }
      return value;
    };
  }

  @Override
  public double[] gradient(ToldScales told, long rows, double[] b) {
    double[] sums = new double[b.length];
    DoubleUnaryOperator g = function(fit.model().score());
    each(
        told,
        b,
        (own, i, margin) -> {
          double value = g.applyAsDouble(margin) / rows;
          for (int j = 0; j < b.length; j++) {
            sums[j] += value * own.factored(j, i, i + 1)[0];
          }
        });
    return sums;
  }

  @Override
  public double[] last(ToldScales told, long rows, double[] b) {
    double[] sums = new double[fit.lastNumbers()];
    List<DoubleUnaryOperator> functions = fit.model().last().stream().map(this::function).toList();
    each(
        told,
        b,
        (own, i, margin) -> {
          if (!fit.model().opensInformation()) {
            for (int power = 1; power <= sums.length; power++) {
              double value = functions.get(power - 1).applyAsDouble(margin);
              sums[power - 1] += value * own.powers(power, i, i + 1)[0] / rows;
            }
            return;
          }
          double weight = functions.get(0).applyAsDouble(margin) / rows;
          int at = 0;
          for (int j = 0; j < b.length; j++) {
            for (int k = j; k < b.length; k++) {
              sums[at++] += weight * own.products(j, k, i, i + 1)[0];
            }
          }
        });
    return sums;
  }
}
