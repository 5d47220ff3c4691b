package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SecretKeyShare;

/** Aggregation of shares, and what it refuses. */
class ShareIT {
  private static final int COUNT = 7;
  private static Parties parties;
  private static CollectivePublicKeyGen request;
  private static List<Share> shares;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 4);
    request = CollectivePublicKeyGen.of(parties.session, Place.of("keys"));
    shares = parties.shares(request);
  }

  @AfterAll
  static void close() {
    shares.forEach(Share::close);
    request.close();
    parties.close();
  }

  private static byte[] bytes(Share share) {
    try (share) {
      return share.toBytes();
    }
  }

  @Test
  void combine_anyOrderAndTree_givesTheSameSum() {
    byte[] expected = bytes(Share.combineAll(shares));
    Random random = new Random(1);
    for (int trial = 0; trial < 5; trial++) {
      List<Share> left = new ArrayList<>(shares);
      Collections.shuffle(left, random);
      while (left.size() > 1) {
        Share a = left.remove(random.nextInt(left.size()));
        Share b = left.remove(random.nextInt(left.size()));
        left.add(parties.owned(Share.combine(a, b)));
      }
      assertThat(left.get(0).toBytes()).isEqualTo(expected);
    }
  }

  @Test
  void genShare_askedTwice_givesIdenticalBytes() {
    CollectivePublicKeyGen again = CollectivePublicKeyGen.of(parties.session, Place.of("keys"));
    assertThat(bytes(again.genShare(parties.secrets.get(2)))).isEqualTo(shares.get(2).toBytes());
    again.close();
  }

  @Test
  void genShare_requestReadFromBytes_givesIdenticalBytes() {
    try (CollectiveProtocol read =
        CollectiveProtocol.fromBytes(parties.session, request.toBytes())) {
      assertThat(read.transcript().id()).isEqualTo(request.transcript().id());
      assertThat(bytes(read.genShare(parties.secrets.get(3)))).isEqualTo(shares.get(3).toBytes());
    }
  }

  @Test
  void combine_partyTwice_refused() {
    Share sum = parties.owned(Share.combine(shares.get(0), shares.get(1)));
    assertThatThrownBy(() -> Share.combine(sum, shares.get(1)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("counted twice")
        .hasMessageContaining("provider-001");
  }

  @Test
  void finalise_partyMissing_refused() {
    Share sum = parties.owned(Share.combineAll(shares.subList(0, COUNT - 1)));
    assertThatThrownBy(() -> request.finalise(sum))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("provider-006");
  }

  @Test
  void genShare_partyOutsideTheSession_refused() {
    SecretKeyShare key = SecretKeyShare.generate(parties.context, Parties.seed(8, "stranger"));
    PartySecrets stranger = parties.owned(new PartySecrets("stranger", key, Parties.seed(8, "k")));
    assertThatThrownBy(() -> request.genShare(stranger))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("stranger");
  }

  @Test
  void genShare_keyOfOtherParameters_refused() {
    CkksParameters fewer =
        CkksParameters.builder().logRingDimension(12).limbs(5).digits(5).insecure(true).build();
    try (CkksContext other = CkksContext.open(fewer);
        PartySecrets foreign =
            new PartySecrets(
                "provider-000",
                SecretKeyShare.generate(other, Parties.seed(8, "foreign")),
                Parties.seed(8, "k"))) {
      assertThatThrownBy(() -> request.genShare(foreign)).isInstanceOf(ParleyException.class);
      assertThatThrownBy(() -> Share.fromBytes(other, shares.get(0).toBytes()))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("other parameters");
    }
  }

  @Test
  void aggregateShares_otherCommonString_refused() {
    CollectivePublicKeyGen next =
        parties.owned(CollectivePublicKeyGen.of(parties.session, Place.of("keys").withAttempt(1)));
    Share foreign = parties.owned(next.genShare(parties.secrets.get(1)));
    assertThatThrownBy(() -> Share.combine(shares.get(0), foreign))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("different request");
    assertThatThrownBy(() -> request.aggregateShares(List.of(foreign)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("common string");
  }

  @Test
  void aggregateShares_otherProtocol_refused() {
    RotationKeyGen rotation =
        parties.owned(RotationKeyGen.ofSteps(parties.session, Place.of("keys"), 1));
    Share foreign = parties.owned(rotation.genShare(parties.secrets.get(1)));
    assertThatThrownBy(() -> request.aggregateShares(List.of(foreign)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("another protocol");
  }

  @Test
  void aggregateShares_otherLimbs_refused() {
    try (Polynomial wrong = Polynomial.zero(parties.context, 3)) {
      Share forged =
          new Share(
              parties.context,
              CollectivePublicKeyGen.NAME,
              request.transcript().id(),
              new java.util.TreeSet<>(List.of("provider-001")),
              List.of(wrong),
              List.of());
      assertThatThrownBy(() -> Share.combine(shares.get(0), forged))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("shape");
      assertThatThrownBy(() -> request.aggregateShares(List.of(forged)))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("expected P8, got P3");
    }
  }

  @Test
  void fromBytes_alteredForm_refused() {
    byte[] good = shares.get(0).toBytes();
    assertThat(bytes(Share.fromBytes(parties.context, good))).isEqualTo(good);
    assertThatThrownBy(() -> Share.fromBytes(parties.context, Arrays.copyOf(good, good.length - 1)))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> Share.fromBytes(parties.context, Arrays.copyOf(good, good.length + 1)))
        .isInstanceOf(ParleyException.class);
    byte[] magic = good.clone();
    magic[5]++;
    assertThatThrownBy(() -> Share.fromBytes(parties.context, magic))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> Share.fromBytes(parties.context, new byte[0]))
        .isInstanceOf(ParleyException.class);
  }

  @Test
  void fromBytes_requestOfAnotherSession_refused() {
    TreeMap<String, byte[]> nonces = new TreeMap<>(parties.session.nonces());
    nonces.put("provider-000", Parties.hash(77, "nonce"));
    Session other =
        Session.open(
            parties.context, parties.session.planHash(), parties.querier.publicKey(), nonces);
    assertThatThrownBy(() -> CollectiveProtocol.fromBytes(other, request.toBytes()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("another session");
  }

  @Test
  void toString_secretsAndShares_showNoContent() {
    assertThat(parties.secrets.get(0).toString()).isEqualTo("PartySecrets[provider-000]");
    assertThat(shares.get(0).toString()).hasSizeLessThan(200);
  }
}
