package parley.mhe.ckks;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * A polynomial of Z[X]/(X^n + 1) modulo the first primes of Q, or modulo QP when {@link #extended},
 * kept in evaluation form. Immutable, so safe for use by several threads; it owns native memory:
 * close it, or make it inside a {@link Scope}.
 */
public final class Polynomial extends NativeOwner {
  private final CkksContext context;
  private final int limbs;
  private final boolean extended;

  private Polynomial(CkksContext context, NativeHandle handle, int limbs, boolean extended) {
    super("polynomial", List.of(handle));
    this.context = context;
    this.limbs = limbs;
    this.extended = extended;
    Scope.register(this);
  }

  /** Takes over one user of the handle. */
  static Polynomial wrap(CkksContext c, NativeHandle handle, int limbs, boolean extended) {
    return new Polynomial(c, handle, limbs, extended);
  }

  /**
   * Makes a polynomial by a function of the native ring that returns a new native polynomial of
   * this shape; for the samplers of this module.
   */
  public static Polynomial fromNative(
      CkksContext c, int limbs, boolean extended, LongUnaryOperator maker) {
    c.checkLimbs(limbs);
    if (extended && limbs != c.limbs()) {
      throw new ParleyException(
          "cannot make polynomial: mod QP it has all limbs, expected "
              + c.limbs()
              + ", got "
              + limbs);
    }
    return new Polynomial(c, Wire.make(c, "make polynomial", maker::applyAsLong), limbs, extended);
  }

  /** The zero polynomial mod Q_limbs. */
  public static Polynomial zero(CkksContext c, int limbs) {
    return fromNative(c, limbs, false, ring -> Native.polyZero(ring, limbs, false));
  }

  /** The zero polynomial mod QP. */
  public static Polynomial zeroExtended(CkksContext c) {
    return fromNative(c, c.limbs(), true, ring -> Native.polyZero(ring, c.limbs(), true));
  }

  /** A sparse polynomial: {@code values[k]} at X^{@code positions[k]}, any signed integers. */
  public static Polynomial ofCoefficients(
      CkksContext c, int limbs, int[] positions, BigInteger[] values) {
    if (positions.length != values.length) {
      throw new IllegalArgumentException(
          "cannot make polynomial: positions and values differ in number, expected "
              + positions.length
              + ", got "
              + values.length);
    }
    c.checkLimbs(limbs);
    long[] residues = new long[values.length * limbs];
    for (int k = 0; k < values.length; k++) {
      System.arraycopy(residuesOf(c, limbs, values[k]), 0, residues, k * limbs, limbs);
    }
    return ofResidues(c, limbs, positions, residues);
  }

  /**
   * A sparse polynomial from the residues of its coefficients at {@code positions}, as {@link
   * #residues} gives them.
   */
  public static Polynomial ofResidues(CkksContext c, int limbs, int[] positions, long[] residues) {
    checkPositions(c, positions);
    if (residues.length != positions.length * limbs) {
      throw new IllegalArgumentException(
          "cannot make polynomial: wrong number of residues, expected "
              + positions.length * limbs
              + ", got "
              + residues.length);
    }
    return fromNative(
        c,
        limbs,
        false,
        ring -> Native.polyOfResidues(ring, limbs, positions, positions.length, residues));
  }

  /**
   * A dense polynomial from n signed integers in two's complement, {@code wordsPerCoefficient}
   * little-endian words each.
   */
  public static Polynomial ofCoefficients(
      CkksContext c, int limbs, long[] words, int wordsPerCoefficient) {
    long expected = (long) c.parameters().ringDimension() * wordsPerCoefficient;
    if (wordsPerCoefficient < 1 || words.length != expected) {
      throw new IllegalArgumentException(
          "cannot make polynomial: wrong number of words, expected "
              + expected
              + ", got "
              + words.length);
    }
    return fromNative(
        c, limbs, false, ring -> Native.polyOfWords(ring, limbs, words, wordsPerCoefficient));
  }

  /**
   * Reads {@link #toBytes}; refuses what is truncated, altered out of range, or of another ring.
   */
  public static Polynomial fromBytes(CkksContext c, byte[] bytes) {
    Wire.Content content = Wire.read(c, Wire.Kind.POLYNOMIAL, 1, 1, bytes);
    return new Polynomial(c, content.handles().get(0), content.limbs(), content.extended());
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** Number of primes of Q. */
  public int limbs() {
    return limbs;
  }

  /** Whether it is modulo QP. */
  public boolean extended() {
    return extended;
  }

  /** Sum. */
  public Polynomial add(Polynomial o) {
    return combine(o, Native::polyAdd);
  }

  /** Difference. */
  public Polynomial subtract(Polynomial o) {
    return combine(o, Native::polySubtract);
  }

  /** Product. */
  public Polynomial multiply(Polynomial o) {
    return combine(o, Native::polyMultiply);
  }

  /** this factor + addend, in one pass over memory. */
  public Polynomial multiplyAdd(Polynomial factor, Polynomial addend) {
    return combine(factor, addend, Native::polyMultiplyAdd);
  }

  /** minuend - this factor, in one pass over memory. */
  public Polynomial multiplySubtractFrom(Polynomial factor, Polynomial minuend) {
    return combine(factor, minuend, Native::polySubtractProduct);
  }

  /** Negative. */
  public Polynomial negate() {
    return map(limbs, extended, Native::polyNegate);
  }

  /** Product with an integer of any size and sign. */
  public Polynomial multiplyScalar(BigInteger k) {
    long[] residues = residues(k);
    return map(limbs, extended, p -> Native.polyMultiplyResidues(p, residues));
  }

  /** Sum with an integer of any size and sign, as constant coefficient. */
  public Polynomial addScalar(BigInteger k) {
    long[] residues = residues(k);
    return map(limbs, extended, p -> Native.polyAddResidues(p, residues));
  }

  /** The first {@code limbs} limbs: the polynomial modulo a divisor of its modulus. */
  public Polynomial drop(int limbs) {
    if (limbs < 1 || limbs > this.limbs) {
      throw new ParleyException(
          "cannot drop limbs: expected 1 to " + this.limbs + " to stay, got " + limbs);
    }
    return map(limbs, false, p -> Native.polyDrop(p, limbs));
  }

  /** The image under X to X^g, g odd. */
  public Polynomial automorphism(int galoisElement) {
    checkGalois(context, galoisElement);
    return map(limbs, extended, p -> Native.polyAutomorphism(p, galoisElement));
  }

  /** Product with X^exponent; any integer, since X^(2n) = 1. */
  public Polynomial monomial(int exponent) {
    int e = Math.floorMod(exponent, 2 * context.parameters().ringDimension());
    return map(limbs, extended, p -> Native.polyMonomial(p, e));
  }

  /** Limbs of key-switch digit {@code digit} times P, all others 0; of an extended polynomial. */
  public Polynomial gadget(int digit) {
    if (!extended || digit < 0 || digit >= context.digits()) {
      throw new ParleyException(
          "cannot apply gadget: expected an extended polynomial and a digit below "
              + context.digits()
              + ", got "
              + (extended ? "digit " + digit : "one modulo Q"));
    }
    return map(limbs, true, p -> Native.polyGadget(p, digit));
  }

  /** The same integers modulo QP; exact for coefficients below q_0 / 2 in absolute value. */
  public Polynomial extend() {
    if (extended) {
      throw new ParleyException("cannot extend: expected a polynomial modulo Q, got one modulo QP");
    }
    return map(context.limbs(), true, Native::polyExtend);
  }

  /**
   * Coefficients at {@code positions} modulo each prime, position-major: {@code positions.length *
   * limbs} numbers. Position 0 alone is the mean of the evaluations, without a transform.
   */
  public long[] residues(int[] positions) {
    checkPositions(context, positions);
    int all = allLimbs();
    long[] out = new long[positions.length * all];
    try (NativeHandle a = acquire()) {
      Native.polyResidues(a.pointer(), positions, positions.length, out);
    }
    return out;
  }

  /** Coefficients at {@code positions}, centred: in (-Q_l/2, Q_l/2). Of a polynomial mod Q. */
  public BigInteger[] coefficients(int[] positions) {
    checkNotExtended();
    long[] residues = residues(positions);
    BigInteger[] out = new BigInteger[positions.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = centre(context, Arrays.copyOfRange(residues, k * limbs, (k + 1) * limbs));
    }
    return out;
  }

  /** All n coefficients, centred. */
  public BigInteger[] coefficients() {
    int words = context.modulus(limbs).bitLength() / Long.SIZE + 1;
    return Words.toIntegers(centredWords(words), words);
  }

  /** All n coefficients, centred, in two's complement, {@code words} little-endian words each. */
  public long[] centredWords(int words) {
    checkNotExtended();
    int needed = context.modulus(limbs).bitLength() / Long.SIZE + 1;
    if (words < needed) {
      throw new IllegalArgumentException(
          "cannot list coefficients: expected at least " + needed + " words each, got " + words);
    }
    long[] out = new long[context.parameters().ringDimension() * words];
    try (NativeHandle a = acquire()) {
      Native.polyCentred(a.pointer(), out, words);
    }
    return out;
  }

  /** Centred integer of residues modulo the first primes, one a limb. */
  public static BigInteger centre(CkksContext c, long[] residues) {
    int l = residues.length;
    BigInteger q = c.modulus(l);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < l; i++) {
      BigInteger prime = BigInteger.valueOf(c.prime(i));
      BigInteger rest = q.divide(prime);
      BigInteger digit =
          BigInteger.valueOf(residues[i]).multiply(rest.modInverse(prime)).mod(prime);
      sum = sum.add(rest.multiply(digit));
    }
    BigInteger value = sum.mod(q);
    return value.compareTo(q.shiftRight(1)) > 0 ? value.subtract(q) : value;
  }

  /** The wire format, see the package's description. */
  public byte[] toBytes() {
    try (NativeHandle a = acquire()) {
      return Wire.write(context, Wire.Kind.POLYNOMIAL, List.of(a), limbs, extended, 1);
    }
  }

  /** SHA-256 of {@link #toBytes}. */
  public byte[] hash() {
    return Ciphertext.sha256(toBytes());
  }

  @Override
  public String toString() {
    return "Polynomial[" + limbs + " limbs" + (extended ? ", extended]" : "]");
  }

  /** Another owner of the same native polynomial. */
  Polynomial share() {
    return new Polynomial(context, acquire(), limbs, extended);
  }

  static long[] residuesOf(CkksContext c, int limbs, BigInteger k) {
    long[] out = new long[limbs];
    boolean small = k.bitLength() < Long.SIZE;
    for (int i = 0; i < limbs; i++) {
      out[i] =
          small
              ? Math.floorMod(k.longValue(), c.prime(i))
              : k.mod(BigInteger.valueOf(c.prime(i))).longValue();
    }
    return out;
  }

  static void checkGalois(CkksContext c, int galoisElement) {
    if (galoisElement < 1
        || galoisElement >= 2 * c.parameters().ringDimension()
        || galoisElement % 2 == 0) {
      throw new IllegalArgumentException(
          "cannot apply automorphism: expected an odd number below "
              + 2 * c.parameters().ringDimension()
              + ", got "
              + galoisElement);
    }
  }

  private long[] residues(BigInteger k) {
    long[] out = Arrays.copyOf(residuesOf(context, limbs, k), allLimbs());
    long[] special = extended ? context.specialPrimes() : new long[0];
    for (int i = 0; i < special.length; i++) {
      out[limbs + i] = k.mod(BigInteger.valueOf(special[i])).longValue();
    }
    return out;
  }

  private int allLimbs() {
    return extended ? limbs + context.specialLimbs() : limbs;
  }

  private interface Binary {
    long apply(long a, long b);
  }

  private interface Ternary {
    long apply(long a, long b, long c);
  }

  private Polynomial combine(Polynomial o, Binary f) {
    checkShape(o);
    try (NativeHandle a = acquire();
        NativeHandle b = o.acquire()) {
      return made(f.apply(a.pointer(), b.pointer()), limbs, extended);
    }
  }

  private Polynomial combine(Polynomial o, Polynomial p, Ternary f) {
    checkShape(o);
    checkShape(p);
    try (NativeHandle a = acquire();
        NativeHandle b = o.acquire();
        NativeHandle c = p.acquire()) {
      return made(f.apply(a.pointer(), b.pointer(), c.pointer()), limbs, extended);
    }
  }

  private Polynomial map(int newLimbs, boolean newExtended, LongUnaryOperator f) {
    try (NativeHandle a = acquire()) {
      return made(f.applyAsLong(a.pointer()), newLimbs, newExtended);
    }
  }

  private Polynomial made(long pointer, int newLimbs, boolean newExtended) {
    return new Polynomial(
        context, new NativeHandle(pointer, Native::polyFree), newLimbs, newExtended);
  }

  private void checkShape(Polynomial o) {
    context.checkSame(o.context);
    if (limbs != o.limbs || extended != o.extended) {
      throw new ParleyException(
          "cannot combine polynomials: shapes differ, expected " + this + ", got " + o);
    }
  }

  private void checkNotExtended() {
    if (extended) {
      throw new ParleyException(
          "cannot list coefficients: expected a polynomial modulo Q, got one modulo QP");
    }
  }

  static void checkPositions(CkksContext c, int[] positions) {
    for (int p : positions) {
      if (p < 0 || p >= c.parameters().ringDimension()) {
        throw new IllegalArgumentException(
            "cannot use position: expected 0 to "
                + (c.parameters().ringDimension() - 1)
                + ", got "
                + p);
      }
    }
  }
}
