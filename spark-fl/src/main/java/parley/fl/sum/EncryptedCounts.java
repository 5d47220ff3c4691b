package parley.fl.sum;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.mhe.ckks.KeyPair;
import parley.mhe.runtime.session.FederationOptions;

/**
 * Exact sums of the providers' counts: each provider encrypts its own under the collective key, the
 * driver adds up ciphertexts, and all switch the sum, and nothing else, to the querier's key. Two
 * rounds and that of the key; at 128 bits. Stateless, so safe for use by several threads.
 *
 * <p>The sum itself is not protected: where all providers but one collude, or where one provider
 * alone has rows of a group, the sum tells that provider's count. With a local master all providers
 * live in the driver's process, a simulation in which nothing is protected.
 */
public final class EncryptedCounts {
  /** Largest count of a provider: 2^40. */
  public static final long LARGEST = 1L << 40;

  /**
   * Counts that were opened, and what that disclosed.
   *
   * @param counts the sums; do not change them
   */
  public record Opened(long[] counts, SumReport report) {}

  private EncryptedCounts() {}

  /**
   * The sum, with a querier's key that lives in this process and is gone with the call.
   *
   * @param counts a vector of the same length in each partition, which stands for a provider; 0 to
   *     {@link #LARGEST}
   * @param providers names of at least three, sorted; partition i is provider i
   * @return the sum, to the unit
   * @throws InvalidDataException if a provider's vector is missing, too long or too short, or has a
   *     count out of range
   * @throws ParleyException if a provider does not answer, or refuses
   */
  public static long[] sum(JavaRDD<long[]> counts, List<String> providers) {
    return open(counts, providers).counts();
  }

  /** {@link #sum(JavaRDD, List)} with its report. */
  public static Opened open(JavaRDD<long[]> counts, List<String> providers) {
    return open(counts, providers, length(counts), null, FederationOptions.defaults());
  }

  /**
   * The sum, to a querier's key.
   *
   * @param counts as above
   * @param providers as above
   * @param length of each vector, which all agree on
   * @param querier the only key that the sum is switched to; its context's parameters are used, and
   *     it stays the caller's
   * @param options where the parties live, time-outs, who hears of the rounds
   */
  public static long[] sum(
      JavaRDD<long[]> counts,
      List<String> providers,
      int length,
      KeyPair querier,
      FederationOptions options) {
    return open(counts, providers, length, querier, options).counts();
  }

  /**
   * {@link #sum(JavaRDD, List, int, KeyPair, FederationOptions)} with its report.
   *
   * @param querier null for a key that lives in this process and is gone with the call
   */
  public static Opened open(
      JavaRDD<long[]> counts,
      List<String> providers,
      int length,
      @Nullable KeyPair querier,
      FederationOptions options) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "cannot add up counts: expected at least one, got " + length);
    }
    SumSpec spec = SumSpec.of("counts/sum", "counts", length, BigInteger.valueOf(LARGEST));
    SumRequest<long[]> request =
        new SumRequest<>(
            counts,
            providers,
            LocalCounts.factory(length),
            SumTerms.NONE,
            List.of(spec),
            querier == null ? SumQuerier.fresh() : SumQuerier.of(querier),
            options);
    try (SumSession session = SumEngines.open("encrypted", request)) {
      OpenedSum sum = session.open(spec, new byte[0]);
      long[] exact = Arrays.stream(sum.integers()).mapToLong(BigInteger::longValueExact).toArray();
      return new Opened(exact, session.report());
    }
  }

  /** What all providers say that their vectors' length is. */
  private static int length(JavaRDD<long[]> counts) {
    List<Integer> lengths =
        new ArrayList<>(counts.map(vector -> vector.length).distinct().collect());
    if (lengths.size() != 1) {
      throw new InvalidDataException(
          "cannot add up counts: expected vectors of one length, got lengths " + lengths);
    }
    return lengths.get(0);
  }
}
