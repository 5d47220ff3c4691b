package parley.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/**
 * Milliseconds a term of the fused inner product, best of forty runs, on one thread. Arguments:
 * log2 of the ring dimension, limbs, terms. {@code compare/inner-product} runs it beside other
 * libraries.
 */
public final class InnerProduct {
  private static final double SCALE = 0x1p45;
  private static final int WARM_UP = 20;
  private static final int RUNS = 40;

  private InnerProduct() {}

  /** Prints one number. */
  public static void main(String[] args) {
    int logn = args.length > 0 ? Integer.parseInt(args[0]) : 14;
    int limbs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int terms = args.length > 2 ? Integer.parseInt(args[2]) : 32;
    CkksParameters parameters =
        CkksParameters.builder().logRingDimension(logn).limbs(limbs).digits(limbs).build();
    try (CkksContext context = CkksContext.open(parameters);
        KeyPair key = KeyPair.generate(context, Seed.fresh());
        Scope scope = Scope.open()) {
      Encoder encoder = new Encoder(context);
      List<Plaintext> x = new ArrayList<>();
      List<Ciphertext> w = new ArrayList<>();
      for (int j = 0; j < terms; j++) {
        double[] values = new double[parameters.slots()];
        java.util.Arrays.fill(values, 0.5 / (j + 1));
        x.add(encoder.encode(values, SCALE, limbs));
        w.add(key.publicKey().encrypt(x.get(j), Seed.fresh()));
      }
      Evaluator evaluator = new Evaluator(context);
      double best = Double.POSITIVE_INFINITY;
      for (int run = -WARM_UP; run < RUNS; run++) {
        long start = System.nanoTime();
        evaluator.innerProduct(x, w).close();
        double ms = (System.nanoTime() - start) * 1e-6 / terms;
        if (run >= 0) {
          best = Math.min(best, ms);
        }
      }
      System.out.printf(Locale.ROOT, "%.3f%n", best);
    }
  }
}
