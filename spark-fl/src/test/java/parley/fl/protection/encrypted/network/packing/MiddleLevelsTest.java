package parley.fl.protection.encrypted.network.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.ckks.CkksContext;

class MiddleLevelsTest {
  @ParameterizedTest
  @EnumSource(NetworkRing.class)
  void of_upTo96Providers_masksFitAndHideWhatTheyMask(NetworkRing ring) {
    try (CkksContext context = CkksContext.open(ring.parameters(14, false))) {
      for (int providers = 1; providers <= 96; providers++) {
        NetworkLevels levels = NetworkLevels.of(context.primes(), providers);
        MiddleLevels middle = MiddleLevels.of(levels, context.primes());
        for (Refreshed refresh : middle.refreshes()) {
          BigInteger sum = BigInteger.valueOf(providers).shiftLeft(refresh.maskBits() + 1);
          assertThat(sum)
              .as("%d providers, %s", providers, refresh)
              .isLessThanOrEqualTo(context.modulus(refresh.limbsIn()));
          double values = refresh.bound() * refresh.scaleIn();
          assertThat(refresh.maskBits())
              .isGreaterThanOrEqualTo(128 + (int) Math.ceil(Math.log(values) / Math.log(2)));
        }
        // Twice the room would be too much, or the most that is used.
        BigInteger more = BigInteger.valueOf(providers).shiftLeft(middle.toSlots().maskBits() + 2);
        assertThat(
                middle.productScale() == 0x1p40
                    || more.compareTo(context.modulus(NetworkLevels.LOCAL_LIMBS)) > 0)
            .as("%d providers", providers)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // ring, providers: scale, product scale, masks: activations, margins, transposed weights
    "TRAINING, 3, 45, 40, 185, 234, 194",
    "TRAINING, 20, 45, 40, 185, 234, 194",
    "TRAINING, 96, 45, 38, 185, 232, 194",
    "PREDICTION, 3, 44, 39, 184, 233, 194",
    "PREDICTION, 96, 44, 34, 184, 228, 194",
  })
  void of_ringsAndProviders_scalesAreThoseOfTheTable(
      NetworkRing ring,
      int providers,
      int scale,
      int product,
      int activations,
      int margins,
      int transposed) {
    try (CkksContext context = CkksContext.open(ring.parameters(14, false))) {
      NetworkLevels levels = NetworkLevels.of(context.primes(), providers);
      MiddleLevels middle = MiddleLevels.of(levels, context.primes());

      assertThat(middle.productScale()).isEqualTo(Math.scalb(1.0, product));
      assertThat(middle.refreshes())
          .extracting(Refreshed::maskBits)
          .containsExactly(activations, margins, margins, transposed);
      assertThat(middle.refreshes()).extracting(Refreshed::limbsIn).containsOnly(5);
      assertThat(middle.refreshes()).extracting(Refreshed::limbsOut).containsExactly(5, 6, 5, 5);
      assertThat(middle.toSlots().scaleOut()).isEqualTo(Math.scalb(1.0, scale));
      // What becomes of it, times a slope and rescaled, is what the last layer's errors become.
      double errors = middle.back().scaleOut() * levels.scale() / context.primes()[4];
      assertThat(errors / levels.toCoefficients().scaleIn()).isCloseTo(1, within(1e-15));
    }
  }
}
