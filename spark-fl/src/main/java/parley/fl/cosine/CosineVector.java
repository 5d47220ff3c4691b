package parley.fl.cosine;

import parley.error.InvalidDataException;
import parley.fl.table.TableRows;

/** A provider's unit vector in integers of 2^-40. Stateless, thread-safe. */
final class CosineVector {
  /** log2 of the integers that an entry of 1 is. */
  static final int BITS = 40;

  private CosineVector() {}

  /**
   * The vector, the same for any order of the rows.
   *
   * @throws InvalidDataException if an entry is missing or a position not as agreed, or all entries
   *     are 0
   */
  static long[] of(CosineTerms terms, TableRows rows) {
    double[] values = entries(terms, rows);
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      throw refuse(rows, "all entries are 0, expected one that is not", "none");
    }
    double squares = 0;
    for (double value : values) {
      squares += value / largest * (value / largest);
    }
    double norm = Math.sqrt(squares);
    long[] unit = new long[values.length];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = (long) Math.rint(Math.scalb(values[k] / largest / norm, BITS));
    }
    return unit;
  }

  private static double[] entries(CosineTerms terms, TableRows rows) {
    double[] values = rows.numbers(terms.column());
    double[] positions = rows.numbers(terms.position());
    if (rows.rows() != terms.length()) {
      throw refuse(rows, "expected " + terms.length() + " entries", "" + rows.rows());
    }
    double[] entries = new double[terms.length()];
    boolean[] there = new boolean[terms.length()];
    for (int i = 0; i < values.length; i++) {
      double at = positions[i];
      if (!(at >= 0 && at < entries.length && at == Math.rint(at)) || there[(int) at]) {
        throw refuse(
            rows,
            "expected each of 0 to " + (entries.length - 1) + " once in " + terms.position(),
            "something else");
      }
      if (Double.isNaN(values[i])) {
        throw refuse(rows, "expected a number in each row of " + terms.column(), "none in one");
      }
      there[(int) at] = true;
      entries[(int) at] = values[i];
    }
    return entries;
  }

  private static InvalidDataException refuse(TableRows rows, String expected, String got) {
    return new InvalidDataException(
        "cannot take the vector of provider " + rows.provider() + ": " + expected + ", got " + got);
  }
}
