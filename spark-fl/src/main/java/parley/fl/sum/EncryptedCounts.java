package parley.fl.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.FederationOptions;

/**
 * Exact sums of the providers' counts: each provider encrypts its own under the collective key, the
 * driver adds up ciphertexts, and all switch the sum, and nothing else, to the querier's key. Three
 * rounds and that of the key; at 128 bits. Stateless, so safe for use by several threads.
 *
 * <p>The sum itself is not protected: where all providers but one collude, or where one provider
 * alone has rows of a group, the sum tells that provider's count. With a local master all providers
 * live in the driver's process, a simulation in which nothing is protected.
 */
public final class EncryptedCounts {
  /** Largest count of a provider: 2^40. */
  public static final long LARGEST = 1L << 40;

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
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      return sum(counts, providers, length(counts), querier, FederationOptions.defaults());
    }
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
    CkksContext context = querier.publicKey().context();
    PartyPlan plan = CountsPlan.of(context, providers, length);
    try (Scope scope = Scope.open();
        Federation federation =
            Federation.open(
                SparkSession.active(),
                plan,
                counts,
                CountsProgram.factory(length),
                querier.publicKey(),
                options)) {
      List<Ciphertext> sums = federation.map(CountsPlan.UPLOAD, 0, List.of(), new byte[0]);
      sums.forEach(scope::keep);
      List<Ciphertext> opened = federation.keySwitch(CountsPlan.OPEN, 0, sums);
      opened.forEach(scope::keep);
      long[] result = new long[length];
      for (int block = 0; block < opened.size(); block++) {
        double[] slots = querier.decrypt(opened.get(block));
        int from = block * slots.length;
        for (int k = from; k < Math.min(length, from + slots.length); k++) {
          result[k] = Math.round(slots[k - from]);
        }
      }
      return result;
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
