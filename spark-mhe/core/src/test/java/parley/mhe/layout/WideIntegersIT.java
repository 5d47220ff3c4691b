package parley.mhe.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SoloKeys;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

class WideIntegersIT {
  @Test
  void masks_ofASeed_thoseOfTheSampler() {
    Seed seed = SoloKeys.seed(3);
    for (int bits : new int[] {80, 128, 179, 214, 299}) {
      WideIntegers masks = WideIntegers.masks(seed, bits, 100);
      assertThat(masks.toBigIntegers()).isEqualTo(Samplers.masks(seed, bits, 100));
      assertThat(masks.bitLength()).isBetween(bits - 8, bits - 1);
    }
  }

  @Test
  void polynomials_ofIntegersOfAnyWidth_haveTheirResidues() {
    Random random = new Random(5);
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
        Scope scope = Scope.open()) {
      int n = context.parameters().ringDimension();
      for (int limbs = 1; limbs <= context.limbs(); limbs++) {
        BigInteger q = context.modulus(limbs);
        for (int words : new int[] {1, 2, 4, 7, 8, 12}) {
          BigInteger[] integers = new BigInteger[n];
          BigInteger top = BigInteger.ONE.shiftLeft(64 * words - 1);
          for (int k = 0; k < n; k++) {
            integers[k] = new BigInteger(64 * words, random).subtract(top);
          }
          integers[0] = top.negate();
          integers[1] = top.subtract(BigInteger.ONE);
          integers[2] = BigInteger.ONE.negate();
          Polynomial polynomial = WideIntegers.of(integers).toPolynomial(context, limbs);
          BigInteger[] lifted = WideIntegers.lift(polynomial).toBigIntegers();
          for (int k = 0; k < n; k++) {
            assertThat(lifted[k].mod(q)).isEqualTo(integers[k].mod(q));
            assertThat(lifted[k].abs().shiftLeft(1)).isLessThan(q);
          }
        }
      }
    }
  }

  @Test
  void equals_otherWidths_byTheIntegers() {
    BigInteger[] some = {BigInteger.ONE.negate(), BigInteger.TWO, BigInteger.ZERO};
    WideIntegers narrow = WideIntegers.of(some);
    WideIntegers wide = WideIntegers.wrap(new long[] {-1, -1, 2, 0, 0, 0}, 2);
    assertThat(narrow).isEqualTo(wide).hasSameHashCodeAs(wide);
    assertThat(wide.words()).isEqualTo(2);
    assertThat(narrow.words()).isEqualTo(1);
    assertThat(narrow).isNotEqualTo(WideIntegers.wrap(new long[] {-1, 0, 2, 0, 0, 0}, 2));
    assertThat(narrow).isNotEqualTo(WideIntegers.wrap(new long[] {-1, 2}, 1));
  }

  @Test
  void bitLength_ofTheLargest_asOfBigIntegers() {
    Random random = new Random(6);
    for (int bits = 0; bits < 200; bits++) {
      BigInteger number = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(bits % 2));
      number = random.nextBoolean() ? number.negate() : number;
      assertThat(WideIntegers.of(new BigInteger[] {BigInteger.ONE, number}).bitLength())
          .isEqualTo(Math.max(1, number.bitLength()));
    }
  }

  @Test
  void wipe_masks_areZeroAndNeverShown() {
    WideIntegers masks = WideIntegers.masks(SoloKeys.seed(4), 100, 5);
    assertThat(masks).hasToString("WideIntegers[5, not shown]");
    masks.wipe();
    assertThat(List.of(masks.toBigIntegers())).containsOnly(BigInteger.ZERO);
  }

  @Test
  void applyInParallel_ofManyInputs_theSameIntegers() {
    SlotLayout layout = new SlotLayout(64, 5, 4);
    ConversionMap map = ConversionMap.sumNeurons(layout, 7, Factor.of(1, 0x1.3p55, 0x1p45));
    WideIntegers[] in = new WideIntegers[7];
    Arrays.setAll(in, j -> WideIntegers.masks(SoloKeys.seed(j), 189, 64));
    assertThat(map.applyInParallel(in, 189, 3)).isEqualTo(map.apply(in, 189, 3));
    assertThat(in[0]).isEqualTo(WideIntegers.masks(SoloKeys.seed(0), 189, 64));
  }
}
