package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class CkksContextIT {
  private static CkksParameters.Builder toy() {
    return CkksParameters.builder().logRingDimension(11).limbs(4).digits(4);
  }

  @Test
  void open_below128Bits_isRefusedUnlessInsecure() {
    assertThatThrownBy(() -> CkksContext.open(toy().build()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("cannot open context");
    try (CkksContext c = CkksContext.open(toy().insecure(true).build())) {
      assertThat(c.securityBits()).isZero();
      assertThat(c.limbs()).isEqualTo(4);
      assertThat(c.primes()).hasSize(4);
    }
  }

  @Test
  void open_securePresets_reach128Bits() {
    try (CkksContext c = CkksContext.open(CkksParameters.SECURE_14)) {
      assertThat(c.securityBits()).isEqualTo(128);
      assertThat(c.logQP()).isBetween(427.0, 430.0);
    }
    try (CkksContext c = CkksContext.open(CkksParameters.SECURE_15)) {
      assertThat(c.securityBits()).isEqualTo(128);
      assertThat(c.logQP()).isBetween(510.0, 868.0);
    }
  }

  /** The default of earlier versions: what was encrypted under it must still open. */
  @Test
  void open_withinTheLimitsOf2018_opensAndSaysWhatItIsWorth() {
    try (CkksContext c = CkksContext.open(CkksParameters.builder().build())) {
      assertThat(c.logQP()).isBetween(434.0, 436.0);
      assertThat(c.securityBits()).isEqualTo(126);
    }
  }

  @Test
  void open_twoRingDimensions_workSideBySide() {
    double[] values = SoloKeys.values(512, 3);
    try (CkksContext c = CkksContext.open(toy().insecure(true).build());
        CkksContext d = CkksContext.open(CkksParameters.INSECURE_TOY);
        Plaintext x = new Encoder(c).encode(values, 0x1p45, 2);
        Plaintext y = new Encoder(d).encode(values, 0x1p45, 2);
        Polynomial p = y.polynomial()) {
      assertThat(SoloKeys.error(new Encoder(c).decode(x), values)).isLessThan(0x1p-36);
      assertThat(SoloKeys.error(new Encoder(d).decode(y), values)).isLessThan(0x1p-36);
      assertThatThrownBy(() -> new Encoder(c).decode(p, 0x1p45))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("2^11")
          .hasMessageContaining("2^10");
    }
  }

  @Test
  void open_equalParametersTwice_sharesOneRing() {
    CkksParameters p = toy().insecure(true).build();
    try (CkksContext a = CkksContext.open(p);
        CkksContext b = CkksContext.open(p);
        Polynomial x = Polynomial.zero(a, 2);
        Polynomial y = Polynomial.zero(b, 2);
        Polynomial sum = x.add(y)) {
      assertThat(a.fingerprint()).isEqualTo(b.fingerprint()).hasSize(32);
      assertThat(sum.limbs()).isEqualTo(2);
    }
  }

  @Test
  void open_otherParametersOfOneDimension_doNotMix() {
    try (CkksContext a = CkksContext.open(toy().insecure(true).build());
        CkksContext b = CkksContext.open(toy().scaleBits(40).insecure(true).build());
        Polynomial x = Polynomial.zero(a, 2);
        Polynomial y = Polynomial.zero(b, 2)) {
      assertThat(a.fingerprint()).isNotEqualTo(b.fingerprint());
      assertThatThrownBy(() -> x.add(y))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("different rings");
    }
  }

  @Test
  void modulus_ofAllLimbs_isTheProductOfThePrimes() {
    try (CkksContext c = CkksContext.open(toy().insecure(true).build())) {
      BigInteger product = BigInteger.ONE;
      for (long q : c.primes()) {
        assertThat(BigInteger.valueOf(q).isProbablePrime(50)).isTrue();
        assertThat(q % (2L << 11)).isEqualTo(1);
        product = product.multiply(BigInteger.valueOf(q));
      }
      assertThat(c.modulus(4)).isEqualTo(product);
    }
  }
}
