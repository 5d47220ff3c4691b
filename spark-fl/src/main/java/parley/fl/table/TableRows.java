package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.protocol.WireWriter;

/**
 * One provider's rows, column by column; there may be none. Callers do not change the arrays. Safe
 * for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class TableRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Code of a category's missing value. */
  public static final int MISSING = -1;

  private final String provider;
  private final int rows;
  private final LinkedHashMap<String, double[]> numbers;
  private final LinkedHashMap<String, int[]> codes;
  private final double @Nullable [] weights;
  private final @Nullable RowIds ids;

  /**
   * Rows of these columns.
   *
   * @param numbers a number a row by column; NaN for a missing one, never infinite
   * @param codes by category its level's place, the number of levels for other, {@link #MISSING}
   * @param weights positive; null if each row counts 1
   */
  public TableRows(
      String provider,
      int rows,
      Map<String, double[]> numbers,
      Map<String, int[]> codes,
      double @Nullable [] weights) {
    this(provider, rows, numbers, codes, weights, null);
  }

  private TableRows(
      String provider,
      int rows,
      Map<String, double[]> numbers,
      Map<String, int[]> codes,
      double @Nullable [] weights,
      @Nullable RowIds ids) {
    this.provider = provider;
    this.rows = rows;
    this.numbers = new LinkedHashMap<>(numbers);
    this.codes = new LinkedHashMap<>(codes);
    this.weights = weights;
    this.ids = ids;
    boolean fits =
        numbers.values().stream().allMatch(column -> column.length == rows)
            && codes.values().stream().allMatch(column -> column.length == rows)
            && (weights == null || weights.length == rows)
            && (ids == null || ids.values().length == rows);
    if (!fits) {
      throw new IllegalArgumentException(
          "cannot take columns: expected " + rows + " rows in each, got other lengths");
    }
  }

  /**
   * The rows of several tables of the same columns, without what tells rows apart.
   *
   * @param name for the provider
   * @param parts one at least
   */
  public static TableRows together(String name, List<TableRows> parts) {
    TableRows first = parts.get(0);
    int rows = parts.stream().mapToInt(TableRows::rows).reduce(0, Math::addExact);
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (String column : first.numbers.keySet()) {
      numbers.put(column, join(rows, parts.stream().map(part -> part.numbers(column)).toList()));
    }
    Map<String, int[]> codes = new LinkedHashMap<>();
    for (String column : first.codes.keySet()) {
      int[] all = new int[rows];
      int at = 0;
      for (TableRows part : parts) {
        System.arraycopy(part.codes(column), 0, all, at, part.rows);
        at += part.rows;
      }
      codes.put(column, all);
    }
    double[] weights = null;
    if (parts.stream().anyMatch(TableRows::weighted)) {
      weights = new double[rows];
      int at = 0;
      for (TableRows part : parts) {
        for (int i = 0; i < part.rows; i++) {
          weights[at++] = part.weight(i);
        }
      }
    }
    return new TableRows(name, rows, numbers, codes, weights);
  }

  private static double[] join(int rows, List<double[]> parts) {
    double[] all = new double[rows];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The provider's name. */
  public String provider() {
    return provider;
  }

  /** How many rows. */
  public int rows() {
    return rows;
  }

  /** A numeric column; NaN where missing. */
  public double[] numbers(String column) {
    return found(numbers.get(column), column);
  }

  /** A category's codes. */
  public int[] codes(String column) {
    return found(codes.get(column), column);
  }

  private static <T> T found(@Nullable T values, String column) {
    if (values == null) {
      throw new IllegalArgumentException(
          "cannot find column " + column + ": expected one that was read, got another");
    }
    return values;
  }

  /** Whether rows have weights of their own. */
  public boolean weighted() {
    return weights != null;
  }

  /** A row's weight. */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** The same rows, each with a number that tells it from others. */
  TableRows withIds(RowIds given) {
    return new TableRows(provider, rows, numbers, codes, weights, given);
  }

  /** Which rows these are, for the rules of the provider's own policy. */
  public Cohort cohort() {
    double share = 0;
    for (double[] column : numbers.values()) {
      share = Math.max(share, largestShare(column));
    }
    return ids == null
        ? new Cohort(rows, new long[0], "", false, share)
        : Cohort.of(ids.values().clone(), ids.by(), share);
  }

  /** Of all absolute values of a column, the share of the largest in their sum. */
  private static double largestShare(double[] column) {
    double largest = 0;
    for (double x : column) {
      largest = Math.max(largest, Double.isNaN(x) ? 0 : Math.abs(x));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (double x : column) {
      sum += Double.isNaN(x) ? 0 : Math.abs(x) / largest;
    }
    return Math.min(1, 1 / sum);
  }

  /** SHA-256 of all that the rows say, and which they are. */
  public byte[] sha256() {
    WireWriter out = new WireWriter().add(provider).add(rows);
    new TreeMap<>(numbers).forEach((name, column) -> out.add(name).add(digest(column)));
    new TreeMap<>(codes).forEach((name, column) -> out.add(name).add(digest(column)));
    out.add(weights == null ? new byte[0] : digest(weights));
    return out.add(ids == null ? new byte[0] : ids.sha256()).sha256();
  }

  private static byte[] digest(double[] values) {
    MessageDigest digest = WireWriter.sha256Digest();
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    return digest.digest(bytes.array());
  }

  private static byte[] digest(int[] values) {
    MessageDigest digest = WireWriter.sha256Digest();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return digest.digest(bytes.array());
  }
}
