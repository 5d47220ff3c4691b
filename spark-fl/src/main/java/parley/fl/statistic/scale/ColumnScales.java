package parley.fl.statistic.scale;

import java.util.List;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A centre and a scale for each column, both rough: the scale is the power of two above the
 * standard deviation, the centre the multiple of it nearest to the mean. That is all that the
 * providers are told of a column's mean and deviation. Immutable, thread-safe; callers do not
 * change the arrays.
 *
 * @param columns names
 * @param centre about which values are taken
 * @param exponent log2 of the scale
 */
public record ColumnScales(List<String> columns, double[] centre, int[] exponent) {
  /** (x - centre) / scale: both operations but the difference are exact. */
  public double standard(int column, double x) {
    return Math.scalb(x - centre[column], -exponent[column]);
  }

  /** A provider's column on this scale; NaN where missing. */
  public double[] standard(int column, TableRows rows) {
    double[] values = rows.numbers(columns.get(column)).clone();
    double factor = Math.scalb(1.0, -exponent[column]);
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - centre[column]) * factor;
    }
    return values;
  }

  /** What is sent to the providers. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(columns.size());
    for (int j = 0; j < centre.length; j++) {
      out.add(centre[j]).add(exponent[j]);
    }
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws IllegalArgumentException if it is nothing that it writes for these columns
   */
  public static ColumnScales fromBytes(List<String> columns, byte[] bytes) {
    WireReader in = new WireReader(bytes, "scales of columns");
    ColumnScales scales = readFrom(columns, in);
    in.end();
    return scales;
  }

  /** Reads the same at the place of a longer message. */
  public static ColumnScales readFrom(List<String> columns, WireReader in) {
    int d = in.integer("columns", columns.size(), columns.size());
    double[] centre = new double[d];
    int[] exponent = new int[d];
    for (int j = 0; j < d; j++) {
      centre[j] = in.number("centre");
      exponent[j] = in.integer("exponent", -1000, 1000);
    }
    return new ColumnScales(columns, centre, exponent);
  }
}
