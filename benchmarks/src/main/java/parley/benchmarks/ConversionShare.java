package parley.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.MaskRule;
import parley.mhe.protocol.PartySecrets;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Milliseconds that a party's share of a converting refresh takes, from slots to slots, and what
 * the driver makes of the sum: masks, noise and key included, one ciphertext, one thread, best of
 * some runs. 2^14 coefficients, four limbs in and six out, masks of 128 bits above 61. Argument:
 * runs, 15 without one.
 */
public final class ConversionShare {
  private static final int N = 1 << 14;
  private static final int ROWS = N / 2;
  private static final int LIMBS_IN = 4;
  private static final int LIMBS_OUT = 6;
  private static final double SCALE_IN = 0x1p55;
  private static final double SCALE_OUT = 0x1p45;
  private static final double BOUND = 60;

  private ConversionShare() {}

  /** Prints {@code share MS} and {@code finish MS}. */
  public static void main(String[] args) {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    CkksParameters parameters =
        CkksParameters.builder().logRingDimension(14).limbs(LIMBS_OUT).digits(3).build();
    try (CkksContext context = CkksContext.open(parameters);
        KeyPair querier = KeyPair.generate(context, Seed.fresh());
        SecretKeyShare one = SecretKeyShare.generate(context, Seed.fresh());
        SecretKeyShare other = SecretKeyShare.generate(context, Seed.fresh());
        PartySecrets secrets = new PartySecrets("a", one, Seed.fresh());
        PartySecrets others = new PartySecrets("b", other, Seed.fresh());
        Scope scope = Scope.open()) {
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      for (PartySecrets party : List.of(secrets, others)) {
        nonces.put(party.party(), hash(party.party()));
      }
      Session session = Session.open(context, hash("plan"), querier.publicKey(), nonces);
      Polynomial c1 = Samplers.uniform(context, new byte[Seed.BYTES], LIMBS_IN, false);
      Polynomial secret = one.polynomial().add(other.polynomial()).drop(LIMBS_IN);
      // An encryption of 0 in all slots.
      Polynomial c0 = c1.multiplySubtractFrom(secret, Polynomial.zero(context, LIMBS_IN));
      SlotLayout layout = new SlotLayout(N, ROWS, 1);
      ConversionMap map = ConversionMap.sumNeurons(layout, 1, Factor.of(1, SCALE_IN, SCALE_OUT));
      try (ConvertingRefresh request =
              ConvertingRefresh.builder(session, Place.of("train/convert"))
                  .inputs(List.of(c1), SCALE_IN)
                  .map(map)
                  .masks(MaskRule.of(BOUND * SCALE_IN))
                  .outputs(LIMBS_OUT, SCALE_OUT)
                  .build();
          Share own = request.genShare(secrets);
          Share theirs = request.genShare(others);
          Share sum = request.aggregateShares(List.of(own, theirs))) {
        print("share", best(runs, () -> request.genShare(secrets)));
        print("finish", best(runs, () -> request.finalise(List.of(c0), sum).outputs().get(0)));
      }
    }
  }

  private static byte[] hash(String text) {
    return WireWriter.sha256Digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static double best(int runs, Supplier<AutoCloseable> work) {
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      AutoCloseable made = work.get();
      best = Math.min(best, (System.nanoTime() - start) * 1e-6);
      try {
        made.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing polynomials does not throw", e);
      }
    }
    return best;
  }

  private static void print(String what, double milliseconds) {
    System.out.printf(Locale.ROOT, "%s %.2f%n", what, milliseconds);
  }
}
