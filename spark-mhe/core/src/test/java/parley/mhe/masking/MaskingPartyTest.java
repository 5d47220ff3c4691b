package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.mhe.party.MaskingParty;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;

/** A party's ledger: each question once, each round unmasked once. */
class MaskingPartyTest {
  private static final Place ROUND = Place.of(MaskedProviders.STEP);
  private static final Place NEXT = Place.of(MaskedProviders.STEP, 1);

  private final MaskedProviders site =
      new MaskedProviders(
          MaskingPlan.surviving(
              1, MaskedProviders.names(4), MaskedProviders.step(2, 64, 3), Map.of()),
          7);
  private final MaskingParty party = site.parties.get("p0000");

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void input_askedAgain_givesTheSameBytes() {
    MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of());
    byte[] before = attempt.inputs().get("p0000").toBytes();
    assertThat(party.input(ROUND, site.plan.providers(), site.vector("p0000")).toBytes())
        .isEqualTo(before);
    List<Advertisement> keys = site.advertise(ROUND, site.plan.providers());
    assertThat(keys.get(0).toBytes()).isEqualTo(party.advertise(ROUND).toBytes());
    assertThat(party.share(ROUND, keys).get(0).toBytes())
        .isEqualTo(party.share(ROUND, keys).get(0).toBytes());
    TreeSet<String> all = new TreeSet<>(site.plan.providers());
    byte[] answer = party.unmask(ROUND, all, Map.of()).toBytes();
    assertThat(party.unmask(ROUND, all, Map.of()).toBytes()).isEqualTo(answer);
  }

  @Test
  void input_otherIntegersOrProviders_isRefused() {
    site.attempt(ROUND, Map.of());
    assertThatThrownBy(() -> party.input(ROUND, site.plan.providers(), site.vector("p0001")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other integers");
    assertThatThrownBy(
            () -> party.input(ROUND, site.plan.providers().subList(0, 3), site.vector("p0000")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other integers, or another question");
    assertThatThrownBy(() -> party.input(ROUND, site.plan.providers(), MaskedVector.zeros(64, 2)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void share_otherKeysOrNotItsOwn_isRefused() {
    List<Advertisement> keys = site.advertise(ROUND, site.plan.providers());
    assertThatThrownBy(() -> party.share(ROUND, keys.subList(1, 4)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not among those of the cohort");
    party.share(ROUND, keys);
    assertThatThrownBy(() -> party.share(ROUND, keys.subList(0, 3)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other keys came there before");
  }

  @Test
  void receive_othersAgainOrForAnother_isRefused() {
    List<Advertisement> keys = site.advertise(ROUND, site.plan.providers());
    List<ShareBundle> forIt =
        List.of("p0001", "p0002", "p0003").stream()
            .flatMap(name -> site.parties.get(name).share(ROUND, keys).stream())
            .filter(bundle -> bundle.to().equals("p0000"))
            .toList();
    assertThatThrownBy(() -> party.receive(ROUND, forIt))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the keys have not come");
    party.share(ROUND, keys);
    assertThatThrownBy(() -> party.input(ROUND, site.plan.providers(), site.vector("p0000")))
        .hasMessageContaining("the shares have not come");
    party.receive(ROUND, forIt);
    assertThatThrownBy(() -> party.receive(ROUND, forIt.subList(0, 2)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other shares came there before");
    assertThatThrownBy(() -> site.parties.get("p0001").share(ROUND, keys.subList(0, 1)))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> party.receive(ROUND, party.share(ROUND, keys)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is for another or came twice");
  }

  /** (iii): after one unmasking of a round there is no other attempt at it, whoever asks. */
  @Test
  void advertise_afterTheRoundWasUnmasked_isRefused() {
    site.open(site.attempt(ROUND, Map.of()), List.of());
    assertThatThrownBy(() -> party.advertise(ROUND.withAttempt(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the round was unmasked");
    assertThat(site.open(site.attempt(NEXT, Map.of()), List.of()))
        .isEqualTo(site.clear(site.plan.providers()));
  }

  @Test
  void unmask_anEarlierAttemptOrRound_isRefused() {
    site.attempt(ROUND, Map.of());
    TreeSet<String> all = new TreeSet<>(site.plan.providers());
    party.advertise(ROUND.withAttempt(1));
    assertThatThrownBy(() -> party.unmask(ROUND, all, Map.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a later attempt has begun");
    party.advertise(NEXT);
    assertThatThrownBy(() -> party.advertise(ROUND.withAttempt(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a later round has begun");
  }

  @Test
  void unmask_tooFewOrOthers_isRefusedAndTellsNothing() {
    site.attempt(ROUND, Map.of());
    assertThatThrownBy(
            () -> party.unmask(ROUND, new TreeSet<>(List.of("p0000", "p0001")), Map.of()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("too few providers are in the sum, expected at least 3, got 2");
    assertThatThrownBy(
            () -> party.unmask(ROUND, new TreeSet<>(List.of("p0001", "p0002", "p0003")), Map.of()))
        .hasMessageContaining("p0000 is not in the sum");
    assertThatThrownBy(
            () ->
                party.unmask(
                    ROUND, new TreeSet<>(List.of("p0000", "p0001", "p0002", "x")), Map.of()))
        .hasMessageContaining("were not asked");
    // What was refused used nothing up.
    assertThat(party.unmask(ROUND, new TreeSet<>(site.plan.providers()), Map.of()).masks())
        .isEmpty();
  }

  /** Of no provider both secrets' shares, whatever is asked in an attempt. */
  @Test
  void unmask_withOneLost_tellsOfNobodyBoth() {
    site.attempt(ROUND, Map.of());
    UnmaskAnswer answer =
        party.unmask(ROUND, new TreeSet<>(List.of("p0000", "p0001", "p0002")), Map.of());
    assertThat(answer.self()).containsOnlyKeys("p0000", "p0001", "p0002");
    assertThat(answer.masks()).containsOnlyKeys("p0003");
    assertThat(answer.toString()).isEqualTo("UnmaskAnswer[p0000]");
    assertThat(party.toString()).isEqualTo("MaskingParty[p0000]");
  }

  @Test
  void begin_otherNonces_isRefused() {
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    site.parties.forEach((name, one) -> nonces.put(name, one.nonce()));
    assertThat(party.begin(nonces)).isEqualTo(site.session.id());
    nonces.put("p0001", new byte[32]);
    assertThatThrownBy(() -> party.begin(nonces))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other nonces");
    nonces.put("p0000", new byte[32]);
    assertThatThrownBy(() -> party.begin(nonces))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the nonce of p0000 is another");
    assertThatThrownBy(() -> MaskingParty.join(site.plan, "x", List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not name the provider");
    assertThatThrownBy(() -> party.advertise(Place.of("x")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("no step of that name");
  }
}
