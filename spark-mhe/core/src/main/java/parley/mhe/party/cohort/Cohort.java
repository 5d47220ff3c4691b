package parley.mhe.party.cohort;

import java.util.Arrays;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The rows of one provider that a query uses. It stays with the provider. Callers do not change the
 * array; thread-safe.
 *
 * @param rows how many
 * @param ids one number a row, ascending; empty where rows cannot be told apart
 * @param by the column that the numbers are made of; empty for all columns
 * @param repeats whether a row is there more than once
 * @param largestShare of its numeric columns, the largest share of one absolute value in the sum of
 *     all, 0 to 1
 */
public record Cohort(long rows, long[] ids, String by, boolean repeats, double largestShare) {
  private static final String MAGIC = "parley/cohort/1";

  /**
   * @throws IllegalArgumentException when the numbers contradict each other
   */
  public Cohort {
    boolean ascending = true;
    for (int i = 1; i < ids.length; i++) {
      ascending &= ids[i - 1] <= ids[i];
    }
    if (!ascending || (ids.length != 0 && ids.length != rows) || !(largestShare <= 1)) {
      throw new IllegalArgumentException(
          "cannot say which rows a query uses: expected a number a row, ascending, or none, got"
              + " others");
    }
  }

  /** Of rows with these numbers, in any order; sorts the array. */
  public static Cohort of(long[] ids, String by, double largestShare) {
    Arrays.sort(ids);
    boolean repeats = false;
    for (int i = 1; i < ids.length; i++) {
      repeats |= ids[i - 1] == ids[i];
    }
    return new Cohort(ids.length, ids, by, repeats, largestShare);
  }

  /** Whether its rows can be told from others. */
  public boolean known() {
    return ids.length == rows;
  }

  /** What tells it from other cohorts. */
  byte[] identity() {
    return new WireWriter().add(MAGIC).add(by).add(ids).toBytes();
  }

  /** Back from {@link #identity}: ids alone. */
  static long[] ids(byte[] identity) {
    WireReader in = new WireReader(identity, "recorded cohort");
    in.text("magic");
    in.text("columns");
    long[] ids = in.longs("rows");
    in.end();
    return ids;
  }

  void writeTo(WireWriter out) {
    out.add(rows).add(ids).add(by).add(repeats ? 1 : 0).add(largestShare);
  }

  static Cohort readFrom(WireReader in) {
    return new Cohort(
        in.longInteger("rows"),
        in.longs("ids"),
        in.text("columns"),
        in.integer("repeats", 0, 1) == 1,
        in.number("share"));
  }

  /** How many rows; never which. */
  @Override
  public String toString() {
    return "Cohort[" + rows + " rows]";
  }
}
