package parley.fl.plan;

import parley.mhe.ckks.CkksParameters;

/**
 * What the evaluator's and the protocols' operations take in a ring; the counts follow their own
 * steps. Limbs are those of what goes in. Immutable and thread-safe.
 */
public final class RingWork {
  private static final double WIDE_TRANSFORMS_AN_EMBEDDING = 2;

  private final int n;
  private final int perDigit;
  private final int special;

  /** Of a ring whose key switching keys have all limbs. */
  public RingWork(CkksParameters parameters, int topLimbs) {
    this.n = parameters.ringDimension();
    this.perDigit = (topLimbs + parameters.digits() - 1) / parameters.digits();
    this.special = LayoutRules.specialPrimes(parameters.scaleBits(), perDigit);
  }

  /** The ring's dimension. */
  int ringDimension() {
    return n;
  }

  /** Special primes of the keys. */
  int special() {
    return special;
  }

  /** So many modular products, of a coefficient each. */
  public Work products(double polynomials) {
    return new Work(0, 0, n * polynomials, 0, 0);
  }

  /**
   * Transforms of so many polynomials modulo Q_limbs: the first prime is wide, the others are not.
   */
  public Work transforms(double polynomials, int limbs) {
    return new Work(
        polynomials * (limbs - 1) * butterflies(), polynomials * butterflies(), 0, 0, 0);
  }

  /** Transforms modulo so many primes of 60 bits. */
  Work wide(double count) {
    return new Work(0, count * butterflies(), 0, 0, 0);
  }

  Work samples(double polynomials) {
    return new Work(0, 0, 0, n * polynomials, 0);
  }

  Work uniforms(double polynomials) {
    return new Work(0, 0, 0, 0, n * polynomials);
  }

  /** Both polynomials leave the last prime and enter all others. */
  public Work rescale(int limbs) {
    return transforms(2, limbs).plus(products(2.0 * limbs));
  }

  /** Relinearisation or a rotation. */
  public Work keySwitch(int limbs) {
    int digits = (limbs + perDigit - 1) / perDigit;
    int all = limbs + special;
    double pointwise =
        digits * (double) perDigit * (all - perDigit) + 2.0 * digits * all + 2.0 * special * limbs;
    return transforms(1 + digits * (limbs - Math.min(perDigit, limbs)) / (double) limbs + 2, limbs)
        .plus(wide(digits * special + 2.0 * special))
        .plus(products(pointwise));
  }

  /** A product of two ciphertexts with relinearisation and rescale. */
  public Work multiply(int limbs) {
    return products(4.0 * limbs).plus(keySwitch(limbs)).plus(rescale(limbs));
  }

  /** An encryption of zero, which an upload is re-randomised with. */
  Work encryptZero(int limbs) {
    return transforms(3, limbs).plus(products(4.0 * limbs)).plus(samples(3));
  }

  /** The same for a sum refresh, which reads a few coefficients of the first polynomial. */
  Work sumUpload(int limbs) {
    return transforms(2, limbs).plus(products(3.0 * limbs)).plus(samples(2));
  }

  /** A provider's part of a refresh's input. */
  Work maskedInput(int limbs) {
    return products(limbs).plus(transforms(1, limbs));
  }

  /** A provider's part of a refresh's output. */
  Work maskedOutput(int limbs) {
    return transforms(2, limbs).plus(products(3.0 * limbs)).plus(samples(1));
  }

  /** What the driver makes of a refresh's output. */
  Work finish(int limbs) {
    return transforms(1, limbs).plus(uniforms(limbs));
  }

  /**
   * A provider's part of a converting refresh, or the driver's.
   *
   * @param slots ciphertexts of slots among what goes in and what comes out
   */
  public Work conversion(int in, int limbsIn, int out, int limbsOut, int slots) {
    return maskedInput(limbsIn)
        .plus(uniforms(limbsIn))
        .times(in)
        .plus(maskedOutput(limbsOut).plus(uniforms(limbsOut)).times(out))
        .plus(wide(WIDE_TRANSFORMS_AN_EMBEDDING * slots));
  }

  /** A product of a polynomial of integers with a ciphertext. */
  public Work integerProduct(int limbs) {
    return transforms(1, limbs).plus(products(2.0 * limbs));
  }

  private double butterflies() {
    return (double) n * Integer.numberOfTrailingZeros(n);
  }
}
