package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;

/** The full refresh. */
class RefreshIT {
  private static final int COUNT = 10;
  private static final double SCALE = 0x1p45;
  private static final MaskRule MASKS = MaskRule.of(SCALE);
  private static Parties parties;
  private static PublicKey key;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 7);
    key = parties.publicKey();
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static double[] refreshed(Refresh request, Ciphertext encrypted) {
    try (request;
        Scope scope = Scope.open();
        Share sum = parties.sum(request)) {
      Ciphertext result = request.finalise(encrypted.c0(), sum);
      assertThat(result.limbs()).isEqualTo(parties.context.limbs());
      return parties.decrypt(result);
    }
  }

  @Test
  void finalise_noMap_keepsTheSlots() {
    double[] x = Parties.values(parties.slots(), 1, 1);
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, 4, "x");
      Refresh request =
          Refresh.of(parties.session, Place.of("refresh"), encrypted.c1(), SCALE, 8, 1, MASKS);
      assertThat(Parties.worst(refreshed(request, encrypted), x)).isLessThan(-26);
    }
  }

  @Test
  void finalise_rotationFoldedIn_movesTheSlots() {
    double[] x = Parties.values(parties.slots(), 2, 1);
    double[] rotated = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      rotated[i] = x[(i + 7) % x.length];
    }
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, 4, "rotated");
      int element = Evaluator.galoisElement(7, parties.dimension());
      Refresh request =
          Refresh.of(parties.session, Place.of("rotate"), encrypted.c1(), SCALE, 8, element, MASKS);
      CollectiveProtocol read = CollectiveProtocol.fromBytes(parties.session, request.toBytes());
      assertThat(read.transcript().id()).isEqualTo(request.transcript().id());
      assertThat(Parties.worst(refreshed(request, encrypted), rotated)).isLessThan(-26);
    }
  }

  @Test
  void of_oneLimbFewer_refusedAndGarbageWithoutTheCheck() {
    double[] x = Parties.values(parties.slots(), 3, 1);
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, 3, "few");
      assertThatThrownBy(
              () ->
                  Refresh.of(parties.session, Place.of("few"), encrypted.c1(), SCALE, 8, 1, MASKS))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("expected 4 limbs, got 3");
      Refresh unchecked =
          Refresh.withoutRoomCheck(
              parties.session, Place.of("few"), encrypted.c1(), SCALE, 8, 1, MASKS);
      assertThat(Parties.worst(refreshed(unchecked, encrypted), x)).isGreaterThan(20);
    }
  }
}
