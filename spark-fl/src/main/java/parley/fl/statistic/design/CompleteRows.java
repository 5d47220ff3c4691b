package parley.fl.statistic.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import parley.error.InvalidDataException;
import parley.fl.table.TableRows;

/**
 * A provider's complete rows. Immutable, thread-safe.
 *
 * @param rows those without a missing value in the columns asked for, which alone they have
 * @param dropped how many others there are
 */
public record CompleteRows(TableRows rows, int dropped) {
  /**
   * The rows that have all of these columns.
   *
   * @param numbers numeric columns
   * @param categories columns of text
   * @throws InvalidDataException if a weight is not positive
   */
  public static CompleteRows of(List<String> numbers, List<String> categories, TableRows all) {
    double[][] columns = numbers.stream().map(all::numbers).toArray(double[][]::new);
    int[][] codes = categories.stream().map(all::codes).toArray(int[][]::new);
    checkWeights(all);
    int[] kept = IntStream.range(0, all.rows()).filter(complete(columns, codes)).toArray();
    Map<String, double[]> keptNumbers = new LinkedHashMap<>();
    Map<String, int[]> keptCodes = new LinkedHashMap<>();
    boolean same = kept.length == all.rows();
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      keptNumbers.put(
          numbers.get(j), same ? column : IntStream.of(kept).mapToDouble(i -> column[i]).toArray());
    }
    for (int j = 0; j < codes.length; j++) {
      int[] column = codes[j];
      keptCodes.put(
          categories.get(j), same ? column : IntStream.of(kept).map(i -> column[i]).toArray());
    }
    double[] weights =
        all.weighted() ? IntStream.of(kept).mapToDouble(all::weight).toArray() : null;
    return new CompleteRows(
        new TableRows(all.provider(), kept.length, keptNumbers, keptCodes, weights),
        all.rows() - kept.length);
  }

  /** The rows that have all of these numeric columns. */
  public static CompleteRows of(List<String> numbers, TableRows all) {
    return of(numbers, List.of(), all);
  }

  private static IntPredicate complete(double[][] columns, int[][] codes) {
    return i -> {
      for (double[] column : columns) {
        if (Double.isNaN(column[i])) {
          return false;
        }
      }
      for (int[] column : codes) {
        if (column[i] == TableRows.MISSING) {
          return false;
        }
      }
      return true;
    };
  }

  private static void checkWeights(TableRows all) {
    if (!all.weighted()) {
      return;
    }
    for (int i = 0; i < all.rows(); i++) {
      if (!(all.weight(i) > 0 && Double.isFinite(all.weight(i)))) {
        throw new InvalidDataException(
            "cannot weigh rows of provider "
                + all.provider()
                + ": a weight is 0, negative or not finite, expected positive weights, got another;"
                + " leave such rows out");
      }
    }
  }
}
