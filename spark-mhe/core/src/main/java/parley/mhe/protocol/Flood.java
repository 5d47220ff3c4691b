package parley.mhe.protocol;

import java.math.BigInteger;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * What a {@link SumRefresh} does besides when its result is going to be opened. Immutable,
 * thread-safe.
 *
 * <p>A sum refresh keeps the noise that its inputs have in the kept coefficients m_p, a function of
 * keys and rows. Two things are done about it. Where the numbers are slots, the result is projected
 * to real ones, (m_p - m_(n-p)) / 2 in place of m_p, exactly, on the masked integers: the slots'
 * imaginary parts, which are noise alone, are gone. Where each kept coefficient is a number by
 * itself, there is nothing to project. And every provider adds an integer Gaussian of deviation
 *
 * <pre>sigma = D_out 2^-(p+3)</pre>
 *
 * to each of the D real numbers that are left, the full amount each, since the others may collude,
 * and laid out so that slots stay real.
 *
 * <p>What it hides: noise eps, the vector of these D numbers, shows with a statistical distance of
 * at most |eps|_2 / (2 sigma) = 2^(p+2) |eps|_2 / D_out (Pinsker's inequality). That is far from
 * the 2^-40 of {@link Smudging}: inherited noise stands 2^-27 or less below the value, which has to
 * stay.
 *
 * @param bits p, bits behind the point of a real coefficient that stay: {@value #LEAST_BITS} to
 *     {@value #MOST_BITS}
 * @param slots whether the numbers are real slots, and not coefficients
 */
public record Flood(int bits, boolean slots) {
  /** The fewest bits behind the point that flooding may leave. */
  public static final int LEAST_BITS = 8;

  /** The most: beyond it nothing would be hidden. */
  public static final int MOST_BITS = 64;

  private static final int BELOW = 3;

  /**
   * @throws ProtocolException when the bits are out of range
   */
  public Flood {
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      throw new ProtocolException(
          "cannot choose flooding: out of range, expected "
              + LEAST_BITS
              + " to "
              + MOST_BITS
              + " bits behind the point, got "
              + bits);
    }
  }

  /** Of real slots. */
  public Flood(int bits) {
    this(bits, true);
  }

  /** Of coefficients that are numbers by themselves. */
  public static Flood ofCoefficients(int bits) {
    return new Flood(bits, false);
  }

  /** As a plan and a request write it: p, or -p for coefficients. */
  public int code() {
    return slots ? bits : -bits;
  }

  /** Reads {@link #code}. */
  public static Flood ofCode(int code) {
    return new Flood(Math.abs(code), code > 0);
  }

  /**
   * p for slots that are to keep so many bits: the sum of so many real coefficients' flooding, by
   * so many providers, then has a deviation of 2^-(slotBits+3) at most in a slot.
   *
   * @param slotBits bits behind the point of a slot
   * @param coefficients kept coefficients of a sum refresh; of a flooded key switch n / 2
   */
  public static int bitsForSlots(int slotBits, int coefficients, int parties) {
    return slotBits + (int) Math.ceil(Math.log((double) coefficients * parties) / Math.log(2) / 2);
  }

  /** sigma at that scale. */
  public double deviation(double scale) {
    return Math.scalb(scale, -(bits + BELOW));
  }

  /** {@link #deviation} at the least power of two that is not below 2^logScale. */
  public double deviationFromLog(double logScale) {
    return Math.scalb(1.0, (int) Math.ceil(logScale) - bits - BELOW);
  }

  /** Refuses a scale at which sigma is less than the sampler's 2^10. */
  void requireRoom(double scale) {
    if (deviation(scale) < Samplers.MIN_WIDE_SIGMA || deviation(scale) > Samplers.MAX_WIDE_SIGMA) {
      throw new ProtocolException(
          "cannot choose flooding: it does not fit the scale, expected a deviation of 2^10 to"
              + " 2^200, got "
              + deviation(scale));
    }
  }

  /**
   * Twice the projection of kept coefficients to real slots: 2 m_0, then m_p - m_(n-p).
   *
   * @param kept coefficients at multiples of the stride
   */
  static BigInteger[] twiceReal(BigInteger[] kept) {
    BigInteger[] out = new BigInteger[kept.length];
    out[0] = kept[0].shiftLeft(1);
    for (int p = 1; p < kept.length; p++) {
      out[p] = kept[p].subtract(kept[kept.length - p]);
    }
    return out;
  }

  /** One provider's flooding of so many kept coefficients: of slots as {@link #twiceReal}. */
  BigInteger[] sample(Seed seed, double scale, int count) {
    if (!slots) {
      return Samplers.wideGaussianIntegers(seed, deviation(scale), count);
    }
    int real = Math.max(1, count / 2);
    BigInteger[] drawn = Samplers.wideGaussianIntegers(seed, deviation(scale), real);
    BigInteger[] out = new BigInteger[count];
    out[0] = drawn[0];
    for (int p = 1; p < count; p++) {
      int mirrored = count - p;
      out[p] = p < mirrored ? drawn[p] : p == mirrored ? BigInteger.ZERO : drawn[mirrored].negate();
    }
    return out;
  }
}
