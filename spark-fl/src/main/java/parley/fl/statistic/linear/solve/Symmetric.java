package parley.fl.statistic.linear.solve;

import java.math.BigDecimal;
import java.util.Arrays;

/** A symmetric matrix of exact numbers. Immutable but for callers that write to the array. */
public record Symmetric(BigDecimal[][] entries) {
  /**
   * From its upper triangle.
   *
   * @param triangle 0 0, 0 1, .., 1 1, 1 2, .., from that place on
   */
  public static Symmetric ofTriangle(BigDecimal[] triangle, int from, int size) {
    BigDecimal[][] entries = new BigDecimal[size][size];
    int at = from;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        entries[i][j] = triangle[at];
        entries[j][i] = triangle[at];
        at++;
      }
    }
    return new Symmetric(entries);
  }

  /** Rows and columns from one place to before another. */
  public Symmetric part(int from, int to) {
    BigDecimal[][] part = new BigDecimal[to - from][to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(entries[i], from, part[i - from], 0, to - from);
    }
    return new Symmetric(part);
  }

  /** Rows and columns. */
  public int size() {
    return entries.length;
  }

  /** An entry. */
  public BigDecimal at(int i, int j) {
    return entries[i][j];
  }

  /** Part of a row. */
  public BigDecimal[] row(int i, int from, int to) {
    return Arrays.copyOfRange(entries[i], from, to);
  }
}
