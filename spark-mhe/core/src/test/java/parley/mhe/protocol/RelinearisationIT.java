package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/** The two rounds of the relinearisation key. */
class RelinearisationIT {
  private static final int COUNT = 4;
  private static Parties parties;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 10);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  @Test
  void secondRound_changedFirstRound_isAnotherRequestInTheSamePlace() {
    try (RelinearisationRoundOne one =
            RelinearisationRoundOne.of(parties.session, Place.of("keys"));
        RelinearisationRoundOne next =
            RelinearisationRoundOne.of(parties.session, Place.of("keys").withAttempt(1));
        Share sum = parties.sum(one);
        Share other = parties.sum(next)) {
      RelinearisationRoundTwo two = one.secondRound(sum);
      RelinearisationRoundTwo changed =
          RelinearisationRoundTwo.of(
              parties.session,
              Place.of("keys"),
              other.polynomials().subList(0, parties.context.digits()),
              sum.polynomials().subList(parties.context.digits(), 2 * parties.context.digits()));
      assertThat(changed.transcript().place()).isEqualTo(two.transcript().place());
      assertThat(changed.transcript().id()).isNotEqualTo(two.transcript().id());
      assertThatThrownBy(() -> one.secondRound(other))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("another request");
      two.close();
      changed.close();
    }
  }

  @Test
  void ephemeral_otherAttemptOrParty_isAnother() {
    try (Scope scope = Scope.open()) {
      List<String> ephemerals = new ArrayList<>();
      for (int attempt = 0; attempt < 2; attempt++) {
        Place where = Place.of("keys").withAttempt(attempt);
        byte[] id = RelinearisationRoundOne.transcript(parties.session, where).id();
        for (PartySecrets secrets : parties.secrets) {
          ShareSeeds seeds = ShareSeeds.of(secrets, id);
          Polynomial ephemeral = RelinearisationRoundOne.ephemeral(parties.session, seeds);
          Polynomial again = RelinearisationRoundOne.ephemeral(parties.session, seeds);
          assertThat(again.toBytes()).isEqualTo(ephemeral.toBytes());
          ephemerals.add(
              HexFormat.of().formatHex(WireWriter.sha256Digest().digest(ephemeral.toBytes())));
        }
      }
      assertThat(ephemerals).hasSize(2 * COUNT).doesNotHaveDuplicates();
    }
  }
}
