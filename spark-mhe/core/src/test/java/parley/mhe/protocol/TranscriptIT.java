package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;

class TranscriptIT {
  private static Parties parties;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, 3, 1);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static Transcript.Builder base(Session session, Place where, String protocol) {
    return Transcript.builder(session, protocol, where)
        .limbs(4, 8)
        .scales(0x1p90, 0x1p45)
        .map(new byte[] {1})
        .maskBits(200)
        .smudging(new byte[] {2})
        .inputHash(new byte[32]);
  }

  private static Transcript.Builder base() {
    return base(parties.session, Place.of("train", 3), "p");
  }

  @Test
  void id_anyFieldChanged_differs() {
    Place where = Place.of("train", 3);
    List<Transcript> all = new ArrayList<>();
    all.add(base().build());
    all.add(base().limbs(5, 8).build());
    all.add(base().limbs(4, 7).build());
    all.add(base().scales(0x1p91, 0x1p45).build());
    all.add(base().scales(0x1p90, 0x1p46).build());
    all.add(base().map(new byte[] {9}).build());
    all.add(base().maskBits(201).build());
    all.add(base().smudging(new byte[] {9}).build());
    all.add(base().inputHash(Parties.hash(1, "other")).build());
    int contents = all.size();
    all.add(base(parties.session, where, "q").build());
    all.add(base(parties.session, Place.of("predict", 3), "p").build());
    all.add(base(parties.session, where.withAttempt(1), "p").build());
    all.add(base(parties.session, Place.of("train", 4), "p").build());
    all.add(base(parties.session, where.withObject(1), "p").build());
    TreeMap<String, byte[]> nonces = new TreeMap<>(parties.session.nonces());
    nonces.put("provider-000", Parties.hash(99, "nonce"));
    Session other =
        Session.open(
            parties.context, parties.session.planHash(), parties.querier.publicKey(), nonces);
    all.add(base(other, where, "p").build());

    assertThat(all.stream().map(Transcript::id).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
    Stream<String> places =
        all.subList(0, contents).stream().map(Transcript::place).map(HexFormat.of()::formatHex);
    assertThat(places.distinct()).hasSize(1);
    assertThat(
            all.subList(contents - 1, all.size()).stream()
                .map(Transcript::place)
                .map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  @Test
  void id_sameContent_isTheSame() {
    assertThat(base().build().id()).isEqualTo(base().build().id()).hasSize(32);
  }

  @Test
  void expand_twoRounds_neverShareACommonString() {
    List<String> strings = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int attempt = 0; attempt < 2; attempt++) {
        for (int object = 0; object < 2; object++) {
          Place where = new Place("train", attempt, round, object);
          byte[] id = base(parties.session, where, "p").build().id();
          for (int index = 0; index < 2; index++) {
            for (int digit = 0; digit < 2; digit++) {
              try (Polynomial common =
                  CommonString.expand(parties.context, id, index, digit, 1, false)) {
                strings.add(HexFormat.of().formatHex(common.toBytes()));
              }
            }
          }
        }
      }
    }
    assertThat(strings).hasSize(48).doesNotHaveDuplicates();
  }

  @Test
  void requireNonce_foreignNonce_refused() {
    parties.session.requireNonce("provider-001", Parties.hash(1, "nonce 1"));
    assertThatThrownBy(
            () -> parties.session.requireNonce("provider-001", Parties.hash(1, "nonce 2")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("provider-001");
    assertThatThrownBy(() -> parties.session.requireNonce("nobody", new byte[32]))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("nobody");
  }
}
