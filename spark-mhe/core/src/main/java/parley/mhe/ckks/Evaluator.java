package parley.mhe.ckks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * Arithmetic on ciphertexts with explicit limbs and true scales: nothing is rescaled, dropped or
 * rounded unless asked for, and operands whose limbs differ, or in sums whose scales differ by more
 * than 2^-30, are refused with {@link ParleyException}. Stateless, so safe for use by several
 * threads.
 */
public final class Evaluator {
  private static final double SCALE_TOLERANCE = Math.scalb(1.0, -30);

  private final CkksContext context;

  /** An evaluator for the ring of this context. */
  public Evaluator(CkksContext context) {
    this.context = context;
  }

  /** a + b; the scales must agree. */
  public Ciphertext add(Ciphertext a, Ciphertext b) {
    return sum("add", a, b, Native::polyAdd);
  }

  /** a - b; the scales must agree. */
  public Ciphertext subtract(Ciphertext a, Ciphertext b) {
    return sum("subtract", a, b, Native::polySubtract);
  }

  /** -a. */
  public Ciphertext negate(Ciphertext a) {
    return map(a, a.limbs(), a.scale(), Native::polyNegate);
  }

  /** a + p; the scales must agree. */
  public Ciphertext addPlain(Ciphertext a, Plaintext p) {
    return plainSum("add", a, p, Native::polyAdd);
  }

  /** a - p; the scales must agree. */
  public Ciphertext subtractPlain(Ciphertext a, Plaintext p) {
    return plainSum("subtract", a, p, Native::polySubtract);
  }

  /** a + v in every slot, v rounded to a multiple of 1/scale. */
  public Ciphertext addScalar(Ciphertext a, double v) {
    long[] residues = Polynomial.residuesOf(context, a.limbs(), round(v, a.scale()));
    checkRing(a.context());
    List<NativeHandle> out = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      try (NativeHandle x = a.acquire(i)) {
        if (i == 0) {
          out.add(poly(Native.polyAddResidues(x.pointer(), residues)));
        } else {
          out.add(a.acquire(i));
        }
      }
    }
    return Ciphertext.wrap(context, out, a.limbs(), a.scale());
  }

  /** a p; the scale is the product of both, nothing is rescaled. */
  public Ciphertext multiplyPlain(Ciphertext a, Plaintext p) {
    checkLimbs("multiply", a.limbs(), p.limbs());
    checkRing(p.context());
    try (NativeHandle x = p.acquire()) {
      return map(a, a.limbs(), a.scale() * p.scale(), c -> Native.polyMultiply(c, x.pointer()));
    }
  }

  /** a times the integer k, which stands for k / scaleFactor: exact, scale times scaleFactor. */
  public Ciphertext multiplyInteger(Ciphertext a, BigInteger k, double scaleFactor) {
    Ciphertext.checkScale(scaleFactor);
    long[] residues = Polynomial.residuesOf(context, a.limbs(), k);
    return map(
        a, a.limbs(), a.scale() * scaleFactor, c -> Native.polyMultiplyResidues(c, residues));
  }

  /** a v, with v rounded to a multiple of 1/scaleOfScalar; scale times scaleOfScalar. */
  public Ciphertext multiplyScalar(Ciphertext a, double v, double scaleOfScalar) {
    return multiplyInteger(a, round(v, scaleOfScalar), scaleOfScalar);
  }

  /** a b with three polynomials; the scale is the product of both. */
  public Ciphertext multiplyNoRelin(Ciphertext a, Ciphertext b) {
    return innerProductCiphertexts(List.of(a), List.of(b));
  }

  /** Two polynomials from three; relinearise before rescaling, when the noise does not matter. */
  public Ciphertext relinearise(Ciphertext a, SwitchingKey relinearisationKey) {
    checkSize("relinearise", a, 3);
    checkRing(a.context());
    try (NativeHandle c0 = a.acquire(0);
        NativeHandle c1 = a.acquire(1);
        NativeHandle c2 = a.acquire(2);
        NativeHandle key = relinearisationKey.acquireKey(context)) {
      long[] out = new long[2];
      Native.keySwitch(c2.pointer(), key.pointer(), out);
      try (NativeHandle d0 = poly(out[0]);
          NativeHandle d1 = poly(out[1])) {
        return Ciphertext.wrap(
            context,
            List.of(
                poly(Native.polyAdd(c0.pointer(), d0.pointer())),
                poly(Native.polyAdd(c1.pointer(), d1.pointer()))),
            a.limbs(),
            a.scale());
      }
    }
  }

  /** a b, relinearised, not rescaled. */
  public Ciphertext multiply(Ciphertext a, Ciphertext b, SwitchingKey relinearisationKey) {
    try (Scope scope = Scope.open()) {
      return scope.keep(relinearise(multiplyNoRelin(a, b), relinearisationKey));
    }
  }

  /** Divides by the last prime, with rounding, and drops it; so does the scale. */
  public Ciphertext rescale(Ciphertext a) {
    if (a.limbs() < 2) {
      throw new ParleyException("cannot rescale: expected at least 2 limbs, got " + a.limbs());
    }
    return map(a, a.limbs() - 1, a.scale() / context.prime(a.limbs() - 1), Native::polyRescale);
  }

  /** The same modulo fewer primes; the scale stays. */
  public Ciphertext drop(Ciphertext a, int limbs) {
    if (limbs < 1 || limbs > a.limbs()) {
      throw new ParleyException(
          "cannot drop limbs: expected 1 to " + a.limbs() + " to stay, got " + limbs);
    }
    return map(a, limbs, a.scale(), c -> Native.polyDrop(c, limbs));
  }

  /**
   * Slot k of the result is slot k + steps of a, cyclically; negative steps shift the other way.
   */
  public Ciphertext rotate(Ciphertext a, int steps, RotationKeys keys) {
    return automorphism(a, galoisElement(steps, context.parameters().ringDimension()), keys);
  }

  /** The image under X to X^galois. */
  public Ciphertext automorphism(Ciphertext a, int galois, RotationKeys keys) {
    checkSize("apply automorphism", a, 2);
    checkRing(a.context());
    Polynomial.checkGalois(context, galois);
    if (galois == 1) {
      return a.share();
    }
    SwitchingKey switching = keys.get(galois);
    try (NativeHandle c0 = a.acquire(0);
        NativeHandle c1 = a.acquire(1);
        NativeHandle key = switching.acquireKey(context)) {
      long[] out = new long[2];
      Native.keySwitch(c1.pointer(), key.pointer(), out);
      try (NativeHandle d0 = poly(out[0]);
          NativeHandle d1 = poly(out[1]);
          NativeHandle sum = poly(Native.polyAdd(c0.pointer(), d0.pointer()))) {
        return Ciphertext.wrap(
            context,
            List.of(
                poly(Native.polyAutomorphism(sum.pointer(), galois)),
                poly(Native.polyAutomorphism(d1.pointer(), galois))),
            a.limbs(),
            a.scale());
      }
    }
  }

  /** a X^exponent. */
  public Ciphertext monomial(Ciphertext a, int exponent) {
    int e = Math.floorMod(exponent, 2 * context.parameters().ringDimension());
    return map(a, a.limbs(), a.scale(), c -> Native.polyMonomial(c, e));
  }

  /**
   * sum_j x_j w_j in one pass: products are summed in 128 bits and reduced once a coefficient. All
   * x_j share one scale, all w_j another; the result's scale is their product.
   */
  public Ciphertext innerProduct(List<Plaintext> x, List<Ciphertext> w) {
    checkCounts(x.size(), w.size());
    Ciphertext first = w.get(0);
    double scale = x.get(0).scale();
    try (Handles held = new Handles()) {
      long[] xs = new long[x.size()];
      long[] w0 = new long[x.size()];
      long[] w1 = new long[x.size()];
      for (int j = 0; j < xs.length; j++) {
        checkLimbs("multiply", first.limbs(), x.get(j).limbs());
        checkRing(x.get(j).context());
        checkScales("add", scale, x.get(j).scale());
        checkTerm(first, w.get(j));
        xs[j] = held.add(x.get(j).acquire());
        w0[j] = held.add(w.get(j).acquire(0));
        w1[j] = held.add(w.get(j).acquire(1));
      }
      long[] out = new long[2];
      Native.innerProductPair(xs, w0, w1, xs.length, out);
      return Ciphertext.wrap(
          context, List.of(poly(out[0]), poly(out[1])), first.limbs(), scale * first.scale());
    }
  }

  /** sum_j x_j w_j of ciphertexts: three polynomials, not relinearised. */
  public Ciphertext innerProductCiphertexts(List<Ciphertext> x, List<Ciphertext> w) {
    checkCounts(x.size(), w.size());
    Ciphertext first = w.get(0);
    checkLimbs("multiply", x.get(0).limbs(), first.limbs());
    int k = x.size();
    long[] x0 = new long[k];
    long[] w0 = new long[k];
    long[] x1 = new long[k];
    long[] w1 = new long[k];
    long[] crossX = new long[2 * k];
    long[] crossW = new long[2 * k];
    try (Handles held = new Handles()) {
      for (int j = 0; j < k; j++) {
        checkTerm(x.get(0), x.get(j));
        checkTerm(first, w.get(j));
        x0[j] = held.add(x.get(j).acquire(0));
        x1[j] = held.add(x.get(j).acquire(1));
        w0[j] = held.add(w.get(j).acquire(0));
        w1[j] = held.add(w.get(j).acquire(1));
        crossX[2 * j] = x0[j];
        crossW[2 * j] = w1[j];
        crossX[2 * j + 1] = x1[j];
        crossW[2 * j + 1] = w0[j];
      }
      return Ciphertext.wrap(
          context,
          List.of(
              poly(Native.innerProduct(x0, w0, k)),
              poly(Native.innerProduct(crossX, crossW, 2 * k)),
              poly(Native.innerProduct(x1, w1, k))),
          first.limbs(),
          x.get(0).scale() * first.scale());
    }
  }

  /** 5^steps mod 2n: the automorphism that rotates the slots by {@code steps}. */
  public static int galoisElement(int steps, int n) {
    long g = 1;
    long power = 5;
    int mask = 2 * n - 1;
    for (int k = Math.floorMod(steps, n / 2); k > 0; k >>= 1) {
      if ((k & 1) == 1) {
        g = g * power & mask;
      }
      power = power * power & mask;
    }
    return (int) g;
  }

  /** round(v scale), exactly, whatever its size. */
  static BigInteger round(double v, double scale) {
    Ciphertext.checkScale(scale);
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      throw new ParleyException("cannot encode: expected a finite value, got " + v);
    }
    return new BigDecimal(v)
        .multiply(new BigDecimal(scale))
        .setScale(0, RoundingMode.HALF_EVEN)
        .unscaledValue();
  }

  private interface Unary {
    long apply(long a);
  }

  private interface Binary {
    long apply(long a, long b);
  }

  static NativeHandle poly(long pointer) {
    return new NativeHandle(pointer, Native::polyFree);
  }

  private Ciphertext map(Ciphertext a, int limbs, double scale, Unary f) {
    checkRing(a.context());
    Ciphertext.checkScale(scale);
    List<NativeHandle> out = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      try (NativeHandle x = a.acquire(i)) {
        out.add(poly(f.apply(x.pointer())));
      }
    }
    return Ciphertext.wrap(context, out, limbs, scale);
  }

  private Ciphertext sum(String verb, Ciphertext a, Ciphertext b, Binary f) {
    checkLimbs(verb, a.limbs(), b.limbs());
    checkScales(verb, a.scale(), b.scale());
    checkSize(verb, b, a.size());
    checkRing(a.context());
    checkRing(b.context());
    List<NativeHandle> out = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      try (NativeHandle x = a.acquire(i);
          NativeHandle y = b.acquire(i)) {
        out.add(poly(f.apply(x.pointer(), y.pointer())));
      }
    }
    return Ciphertext.wrap(context, out, a.limbs(), a.scale());
  }

  private Ciphertext plainSum(String verb, Ciphertext a, Plaintext p, Binary f) {
    checkLimbs(verb, a.limbs(), p.limbs());
    checkScales(verb, a.scale(), p.scale());
    checkRing(a.context());
    checkRing(p.context());
    List<NativeHandle> out = new ArrayList<>();
    try (NativeHandle x = a.acquire(0);
        NativeHandle y = p.acquire()) {
      out.add(poly(f.apply(x.pointer(), y.pointer())));
    }
    for (int i = 1; i < a.size(); i++) {
      out.add(a.acquire(i));
    }
    return Ciphertext.wrap(context, out, a.limbs(), a.scale());
  }

  private void checkRing(CkksContext other) {
    context.checkSame(other);
  }

  void checkTerm(Ciphertext first, Ciphertext term) {
    checkRing(term.context());
    checkSize("multiply", term, 2);
    checkLimbs("multiply", first.limbs(), term.limbs());
    checkScales("add", first.scale(), term.scale());
  }

  static void checkCounts(int x, int w) {
    if (x == 0 || x != w) {
      throw new IllegalArgumentException(
          "cannot multiply: expected as many factors on both sides and at least one, got "
              + x
              + " and "
              + w);
    }
  }

  private static void checkLimbs(String verb, int expected, int got) {
    if (expected != got) {
      throw new ParleyException(
          "cannot " + verb + ": limbs differ, expected " + expected + ", got " + got);
    }
  }

  private static void checkScales(String verb, double expected, double got) {
    if (!(Math.abs(got / expected - 1) <= SCALE_TOLERANCE)) {
      throw new ParleyException(
          "cannot "
              + verb
              + ": scales differ by more than 2^-30, expected 2^"
              + Ciphertext.log2(expected)
              + ", got 2^"
              + Ciphertext.log2(got)
              + " (ratio "
              + got / expected
              + ")");
    }
  }

  private static void checkSize(String verb, Ciphertext a, int expected) {
    if (a.size() != expected) {
      throw new ParleyException(
          "cannot " + verb + ": expected " + expected + " polynomials, got " + a.size());
    }
  }
}
