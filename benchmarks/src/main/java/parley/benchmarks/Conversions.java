package parley.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.IntegerProducts;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.layout.WideIntegers;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Milliseconds of what a converting refresh of a network's layer costs a party, and of a block of
 * its first layer, best of some runs on one thread: 1,024 rows, 64 neurons, ten parties, 2^14
 * coefficients. Argument: runs, 15 without one.
 */
public final class Conversions {
  private static final int N = 1 << 14;
  private static final int PARTIES = 10;
  private static final int ROWS = 1024;
  private static final int NEURONS = 64;
  private static final int FEATURES = 101;
  private static final CkksParameters PARAMETERS =
      CkksParameters.builder().logRingDimension(14).limbs(6).digits(3).build();

  private Conversions() {}

  /** Prints a line each. */
  public static void main(String[] args) {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    CoefficientLayout c = CoefficientLayout.of(N, ROWS, NEURONS - 1);
    SlotLayout s = new SlotLayout(N, ROWS, NEURONS);
    Factor down = Factor.of(1, 0x1p80, 0x1p45);
    Factor same = Factor.of(1, 0x1.00003p55, 0x1p45);
    try (CkksContext context = CkksContext.open(PARAMETERS)) {
      print(context, runs, "coefficients to slots", ConversionMap.toSlots(c, s, down), 214, 5, 6);
      print(context, runs, "sums over neurons", ConversionMap.sumNeurons(s, 10, same), 189, 4, 6);
      print(
          context,
          runs,
          "slots to coefficients",
          ConversionMap.toCoefficients(s, c, same),
          189,
          4,
          5);
      System.out.printf(
          Locale.ROOT,
          "block of a first layer, 256 rows, %d features: %.1f%n",
          FEATURES,
          product(context, runs));
    }
  }

  private static void print(
      CkksContext context,
      int runs,
      String name,
      ConversionMap map,
      int maskBits,
      int limbsIn,
      int limbsOut) {
    int slotCiphertexts = Math.max(map.inputs(), map.outputs());
    WideIntegers[] masks = masks(map, maskBits);
    WideIntegers[] moved = map.apply(masks, maskBits, PARTIES);
    Polynomial[] lowered = polynomials(context, masks, limbsIn);
    double[] ms = {
      best(runs, () -> masks(map, maskBits)),
      best(runs, () -> close(polynomials(context, masks, limbsIn))),
      best(runs, () -> map.apply(masks, maskBits, PARTIES)),
      best(runs, () -> close(polynomials(context, moved, limbsOut))),
      best(runs, () -> Arrays.stream(lowered).forEach(WideIntegers::lift))
    };
    close(lowered);
    System.out.printf(
        Locale.ROOT,
        "%s, %d to %d: a slot ciphertext %.2f (masks %.2f, as polynomials %.2f, map %.2f, outputs"
            + " as polynomials %.2f); lift, of the driver, an input %.2f%n",
        name,
        map.inputs(),
        map.outputs(),
        (ms[0] + ms[1] + ms[2] + ms[3]) / slotCiphertexts,
        ms[0] / slotCiphertexts,
        ms[1] / slotCiphertexts,
        ms[2] / slotCiphertexts,
        ms[3] / slotCiphertexts,
        ms[4] / map.inputs());
  }

  private static WideIntegers[] masks(ConversionMap map, int maskBits) {
    return IntStream.range(0, map.inputs())
        .mapToObj(j -> WideIntegers.masks(seed(j), maskBits, N))
        .toArray(WideIntegers[]::new);
  }

  private static Polynomial[] polynomials(CkksContext context, WideIntegers[] all, int limbs) {
    return Arrays.stream(all).map(i -> i.toPolynomial(context, limbs)).toArray(Polynomial[]::new);
  }

  private static void close(Polynomial[] polynomials) {
    for (Polynomial polynomial : polynomials) {
      polynomial.close();
    }
  }

  private static double product(CkksContext context, int runs) {
    int[] exponents = IntStream.range(0, 256).toArray();
    Random random = new Random(1);
    try (Scope scope = Scope.open()) {
      List<int[]> x = new ArrayList<>();
      List<Ciphertext> w = new ArrayList<>();
      for (int j = 0; j < FEATURES; j++) {
        x.add(random.ints(256, -3 << 20, 3 << 20).toArray());
        Polynomial uniform = Samplers.uniform(context, new byte[Seed.BYTES], 5, false);
        w.add(Ciphertext.of(uniform, uniform, 0x1p60));
      }
      IntegerProducts products = new IntegerProducts(context);
      return best(runs, () -> products.sum(exponents, x, 0x1p20, w).close());
    }
  }

  private static Seed seed(int number) {
    byte[] bytes = new byte[Seed.BYTES];
    bytes[0] = (byte) number;
    return Seed.of(bytes);
  }

  private static double best(int runs, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) * 1e-6);
    }
    return best;
  }
}
