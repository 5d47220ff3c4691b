package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import parley.mhe.binding.Native;
import parley.mhe.random.Samplers;

/** Comparisons of the kernels with OpenFHE's own computations, on polynomials of fixed seeds. */
final class CrossChecks {
  private CrossChecks() {}

  /** Both transforms of three polynomials for every prime of Q and P: equal in every residue. */
  static void transforms(CkksContext c) {
    int n = c.parameters().ringDimension();
    long[] primes = new long[c.limbs() + c.specialLimbs()];
    try (NativeHandle ring = c.acquire()) {
      Native.ringPrimes(ring.pointer(), primes);
      for (int row = 0; row < primes.length; row++) {
        long q = primes[row];
        SplittableRandom random = new SplittableRandom(row);
        long[] largest = new long[n];
        Arrays.fill(largest, q - 1);
        for (long[] input :
            List.of(random.longs(n, 0, q).toArray(), random.longs(n, 0, q).toArray(), largest)) {
          for (boolean forward : new boolean[] {true, false}) {
            long[] ours = input.clone();
            long[] theirs = input.clone();
            Native.kernelTransform(ring.pointer(), row, forward, ours);
            Native.openfheTransform(ring.pointer(), row, forward, theirs);
            assertThat(ours).as("forward %s modulo %s", forward, q).isEqualTo(theirs);
            assertThat(ours).isNotEqualTo(input);
          }
        }
      }
    }
  }

  /** Rescaling at every number of limbs: both round to the nearest, so equal in every residue. */
  static void rescale(CkksContext c) {
    for (int limbs = c.limbs(); limbs >= 2; limbs--) {
      try (Scope scope = Scope.open()) {
        Polynomial x = uniform(c, limbs);
        Polynomial ours = made(x, limbs - 1, Native::polyRescale);
        Polynomial theirs = made(x, limbs - 1, Native::openfheRescale);
        assertThat(ours.toBytes()).as("%s limbs", limbs).isEqualTo(theirs.toBytes());
      }
    }
  }

  /**
   * Key switching with keys of no noise and no mask: b_j = g_j s, a_j = g_j t, so that the results
   * are x s and x t, and each coefficient is off by the division by P alone: below (k + 1) / 2 for
   * k special primes where the lift is centred, as ours, and below k + 1 where it is not.
   */
  static void keySwitchWithoutNoise(CkksContext c) {
    try (Scope scope = Scope.open()) {
      Polynomial s = Samplers.ternary(c, SoloKeys.seed(21), c.limbs(), true);
      Polynomial t = Samplers.ternary(c, SoloKeys.seed(22), c.limbs(), true);
      List<Polynomial> b = new ArrayList<>();
      List<Polynomial> a = new ArrayList<>();
      for (int j = 0; j < c.digits(); j++) {
        b.add(s.gadget(j));
        a.add(t.gadget(j));
      }
      try (SwitchingKey key = new SwitchingKey(b, a)) {
        for (int limbs = c.limbs(); limbs >= 1; limbs--) {
          Polynomial x = uniform(c, limbs);
          List<Polynomial> ours = switched(x, key, Native::keySwitch);
          List<Polynomial> theirs = switched(x, key, Native::openfheKeySwitch);
          List<Polynomial> exact = List.of(x.multiply(s.drop(limbs)), x.multiply(t.drop(limbs)));
          for (int i = 0; i < 2; i++) {
            assertThat(largest(ours.get(i).subtract(exact.get(i))))
                .as("ours, polynomial %s, %s limbs", i, limbs)
                .isLessThanOrEqualTo((c.specialLimbs() + 1) / 2.0);
            assertThat(largest(ours.get(i).subtract(theirs.get(i))))
                .as("polynomial %s, %s limbs", i, limbs)
                .isLessThanOrEqualTo(1.5 * (c.specialLimbs() + 1));
          }
        }
      }
    }
  }

  /**
   * Key switching with a relinearisation key: the phases differ by the rounding of the division by
   * P, times the secret, and by the multiples of each digit's modulus in which the lifts differ,
   * times the key's noise over P. Eight standard deviations of that are allowed.
   */
  static void keySwitchPhase(CkksContext c) {
    double bound = phaseBound(c);
    try (Scope scope = Scope.open();
        SoloKeys keys = new SoloKeys(c, 7);
        SwitchingKey key = keys.relinearisationKey()) {
      Polynomial secret = keys.pair().secret().polynomial();
      for (int limbs = c.limbs(); limbs >= 1; limbs--) {
        Polynomial x = uniform(c, limbs);
        Polynomial s = secret.drop(limbs);
        Polynomial ours = phase(switched(x, key, Native::keySwitch), s);
        Polynomial theirs = phase(switched(x, key, Native::openfheKeySwitch), s);
        assertThat(largest(ours.subtract(theirs))).as("%s limbs", limbs).isLessThan(bound);
        assertThat(largest(ours.subtract(x.multiply(s).multiply(s)))).isLessThan(bound);
      }
    }
  }

  private static double phaseBound(CkksContext c) {
    int n = c.parameters().ringDimension();
    int alpha = (c.limbs() + c.digits() - 1) / c.digits();
    double logP = Arrays.stream(c.specialPrimes()).mapToDouble(Math::log).sum();
    double noise = 0;
    for (int j = 0; j < c.digits(); j++) {
      double logDigit =
          Arrays.stream(c.primes())
              .skip((long) j * alpha)
              .limit(alpha)
              .mapToDouble(Math::log)
              .sum();
      double lifts = alpha * Math.exp(logDigit - logP);
      noise += 3.2 * 3.2 * lifts * lifts;
    }
    double rounding = c.specialLimbs() + 1;
    return 8 * Math.sqrt(n * (noise + 2 / 3.0 * rounding * rounding));
  }

  private static Polynomial phase(List<Polynomial> switched, Polynomial s) {
    return switched.get(1).multiplyAdd(s, switched.get(0));
  }

  private static Polynomial uniform(CkksContext c, int limbs) {
    byte[] seed = new byte[32];
    seed[0] = (byte) limbs;
    return Samplers.uniform(c, seed, limbs, false);
  }

  private static double largest(Polynomial p) {
    return Arrays.stream(p.coefficients())
        .map(BigInteger::abs)
        .max(BigInteger::compareTo)
        .orElseThrow()
        .doubleValue();
  }

  private static Polynomial made(Polynomial x, int limbs, LongUnaryOperator function) {
    try (NativeHandle handle = x.acquire()) {
      return Polynomial.fromNative(
          x.context(), limbs, false, ring -> function.applyAsLong(handle.pointer()));
    }
  }

  private interface Switch {
    void apply(long poly, long key, long[] out);
  }

  private static List<Polynomial> switched(Polynomial x, SwitchingKey key, Switch function) {
    long[] out = new long[2];
    try (NativeHandle poly = x.acquire();
        NativeHandle handle = key.acquire()) {
      function.apply(poly.pointer(), handle.pointer(), out);
    }
    return Arrays.stream(out)
        .mapToObj(p -> Polynomial.fromNative(x.context(), x.limbs(), false, ring -> p))
        .toList();
  }
}
