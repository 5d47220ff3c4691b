package parley.cli.robust;

import parley.cli.table.LabelledRows;
import parley.cli.terminal.InputException;

/** Brings features to a scale on which one epsilon suits them all. */
interface FeatureScaling {

  LabelledRows apply(LabelledRows rows);

  /** Reads {@code none}, {@code min-max} or {@code divide:D}. */
  static FeatureScaling of(String text) {
    if (text.equals("none")) {
      return rows -> rows;
    }
    if (text.equals("min-max")) {
      return FeatureScaling::minMax;
    }
    if (text.startsWith("divide:")) {
      double divisor = divisor(text);
      return rows -> rows.map(x -> divided(x, divisor));
    }
    throw unknown(text);
  }

  private static double divisor(String text) {
    double divisor;
    try {
      divisor = Double.parseDouble(text.substring("divide:".length()));
    } catch (NumberFormatException e) {
      divisor = Double.NaN;
    }
    if (!(divisor > 0) || Double.isInfinite(divisor)) {
      throw unknown(text);
    }
    return divisor;
  }

  private static InputException unknown(String text) {
    return new InputException(
        "cannot scale the features: expected none, min-max or divide:D with D above 0, got '"
            + text
            + "'");
  }

  private static double[] divided(double[] x, double divisor) {
    double[] result = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      result[j] = x[j] / divisor;
    }
    return result;
  }

  private static LabelledRows minMax(LabelledRows rows) {
    double[][] ranges = rows.ranges();
    double[] low = ranges[0];
    double[] high = ranges[1];
    return rows.map(
        x -> {
          double[] result = new double[x.length];
          for (int j = 0; j < x.length; j++) {
            result[j] = high[j] > low[j] ? (x[j] - low[j]) / (high[j] - low[j]) : 0;
          }
          return result;
        });
  }
}
