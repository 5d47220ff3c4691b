package parley.fl.querier;

import java.util.Arrays;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.table.TableRows;

/**
 * One provider's complete rows as its part of a fit takes them: columns of a constant and the
 * features on the told scale, with each row's sign and factor. Immutable, thread-safe.
 */
public final class MarginRows {
  private final int rows;
  private final double[][] columns;
  private final double[] signs;
  private final double[] factors;

  /** Of a provider's rows. */
  public MarginRows(HiddenGlm fit, ToldScales told, TableRows all) {
    TableRows complete = CompleteRows.of(fit.columns().numbers(), all).rows();
    ColumnScales scales = told.columns();
    this.rows = complete.rows();
    this.columns = new double[fit.terms()][];
    columns[0] = new double[rows];
    Arrays.fill(columns[0], 1);
    for (int j = 1; j < columns.length; j++) {
      columns[j] = scales.standard(j - 1, complete);
    }
    double[] labels = complete.numbers(fit.glm().label());
    MarginModel model = fit.model();
    this.signs = Arrays.stream(labels).map(model::sign).toArray();
    this.factors = Arrays.stream(labels).map(y -> model.factor(y, told.labelExponent())).toArray();
  }

  /** How many rows. */
  public int rows() {
    return rows;
  }

  /** Column j of some rows, with their signs: what the coefficients meet. */
  public double[] signed(int j, int from, int to) {
    return product(columns[j], signs, from, to);
  }

  /** Column j of some rows with their factors: what the score's function meets. */
  public double[] factored(int j, int from, int to) {
    return product(columns[j], factors, from, to);
  }

  /** Products of two columns of some rows: what the working weights meet. */
  public double[] products(int j, int k, int from, int to) {
    return product(columns[j], columns[k], from, to);
  }

  /** Powers of some rows' factors. */
  public double[] powers(int power, int from, int to) {
    double[] out = new double[to - from];
    Arrays.setAll(out, i -> power == 1 ? factors[from + i] : factors[from + i] * factors[from + i]);
    return out;
  }

  private static double[] product(double[] a, double[] b, int from, int to) {
    double[] out = new double[to - from];
    Arrays.setAll(out, i -> a[from + i] * b[from + i]);
    return out;
  }
}
