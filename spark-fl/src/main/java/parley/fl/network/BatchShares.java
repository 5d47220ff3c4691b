package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How many rows of a batch each provider gives: as its part of all rows, so that nobody's rows come
 * round more often than others'. From public numbers alone. Immutable and thread-safe.
 */
@DefaultSerializer(JavaSerializer.class)
public final class BatchShares implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] rows;
  private final int[] shares;

  /**
   * Shares by largest remainders, of equal ones the earlier provider's.
   *
   * @param rows of each provider
   * @param batch rows of a batch of all providers
   * @throws IllegalArgumentException if there are not so many rows
   */
  public BatchShares(int[] rows, int batch) {
    long all = Arrays.stream(rows).asLongStream().sum();
    if (batch < 1 || batch > all) {
      throw new IllegalArgumentException(
          "cannot make batches: expected 1 to "
              + all
              + " rows a batch, as many as all providers have, got "
              + batch);
    }
    this.rows = rows.clone();
    shares = new int[rows.length];
    long[] remainders = new long[rows.length];
    int left = batch;
    for (int i = 0; i < rows.length; i++) {
      long part = (long) rows[i] * batch;
      shares[i] = (int) (part / all);
      remainders[i] = part % all;
      left -= shares[i];
    }
    IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
        .limit(left)
        .forEach(i -> shares[i]++);
  }

  /** How many rows a provider gives. */
  public int rows(int provider) {
    return shares[provider];
  }

  /** The number of its first row in an iteration from 0; 0 of a provider without rows. */
  public int first(int provider, int iteration) {
    return rows[provider] == 0 ? 0 : (int) ((long) iteration * shares[provider] % rows[provider]);
  }
}
