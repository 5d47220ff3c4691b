package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.RelinearisationRoundOne;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.Smudging;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;

/** What a party answers, repeats and refuses. */
class PartyTest {
  private TestParties world;
  private Party party;
  private Scope scope;

  @BeforeEach
  void open() {
    world = TestParties.inMemory();
    party = world.first();
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  @Test
  void answer_sameRequestAgain_sameBytes() {
    byte[] request = world.refresh(0, world.ciphertext(4, 0x1p45)).toBytes();
    byte[] first = party.answer(request);
    assertThat(party.answer(request)).isEqualTo(first);
    assertThat(party.ledgerSize()).isEqualTo(1);
  }

  @Test
  void answer_requestInBytesOrDecoded_sameBytes() {
    SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45));
    assertThat(party.answer(request)).isEqualTo(party.answer(request.toBytes()));
  }

  @Test
  void answer_otherInputInSamePlace_refused() {
    party.answer(world.refresh(0, world.ciphertext(4, 0x1p45)));
    SumRefresh other = world.refresh(0, world.ciphertext(4, 0x1p45));
    assertThatThrownBy(() -> party.answer(other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another request was answered there");
  }

  @Test
  void answer_afterAcknowledgement_refused() {
    SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45));
    party.answer(request);
    assertThat(party.ledgerBytes()).isPositive();
    party.acknowledge("train/refresh", 0, 0);
    assertThat(party.ledgerBytes()).isZero();
    assertThatThrownBy(() -> party.answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("acknowledged");
  }

  @Test
  void answer_changedSecondRoundOfRelinearisationKey_refused() {
    Place where = Place.of(PartyPlan.RELINEARISATION);
    try (RelinearisationRoundOne first = RelinearisationRoundOne.of(world.session, where)) {
      List<Share> shares = new ArrayList<>();
      for (Party each : world.parties) {
        shares.add(Share.fromBytes(world.context, each.answer(first)));
      }
      Share sum = first.aggregateShares(shares);
      RelinearisationRoundTwo second = first.secondRound(sum);
      byte[] answer = party.answer(second);
      assertThat(party.answer(second)).isEqualTo(answer);

      byte[] changed = second.toBytes();
      changed[changed.length - 8] ^= 1;
      assertThatThrownBy(() -> party.answer(changed))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another request was answered there");
      shares.forEach(Share::close);
      sum.close();
    }
  }

  @Test
  void answer_secondRoundWithoutFirst_refused() {
    Place where = Place.of(PartyPlan.RELINEARISATION);
    RelinearisationRoundOne first = RelinearisationRoundOne.of(world.session, where);
    List<Share> shares = new ArrayList<>();
    for (Party each : world.parties) {
      shares.add(Share.fromBytes(world.context, each.answer(first)));
    }
    Share sum = first.aggregateShares(shares);
    byte[] second = first.secondRound(sum).toBytes();
    byte[] otherAttempt = withAttempt(second, 1);
    assertThatThrownBy(() -> party.answer(otherAttempt))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the second round deviates from the plan");
    shares.forEach(Share::close);
    sum.close();
  }

  /**
   * The wire form with another attempt: the field after the step's name, 4 bytes behind its length.
   */
  private static byte[] withAttempt(byte[] request, int attempt) {
    byte[] step = PartyPlan.RELINEARISATION.getBytes(StandardCharsets.UTF_8);
    int at = new String(request, StandardCharsets.ISO_8859_1).indexOf(PartyPlan.RELINEARISATION);
    byte[] changed = request.clone();
    changed[at + step.length + 4 + 3] = (byte) attempt;
    return changed;
  }

  @Test
  void answer_earlierRound_refused() {
    party.answer(world.refresh(3, world.ciphertext(4, 0x1p45)));
    SumRefresh earlier = world.refresh(2, world.ciphertext(4, 0x1p45));
    assertThatThrownBy(() -> party.answer(earlier))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the plan is beyond it");
    CollectivePublicKeyGen key =
        CollectivePublicKeyGen.of(world.session, Place.of(PartyPlan.PUBLIC_KEY));
    assertThatThrownBy(() -> party.answer(key)).hasMessageContaining("the plan is beyond it");
  }

  @Test
  void answer_laterAttempt_goesBackButNotBehindItself() {
    party.answer(refresh(3, 0));
    party.answer(refresh(1, 1));
    party.answer(refresh(2, 1));
    assertThatThrownBy(() -> party.answer(refresh(0, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the plan is beyond it");
    assertThatThrownBy(() -> party.answer(refresh(2, 0)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a later attempt has begun");
    party.answer(refresh(0, 2));
  }

  private SumRefresh refresh(int round, int attempt) {
    Place where = Place.of("train/refresh", round).withAttempt(attempt);
    SumRefreshOutput output = SumRefreshOutput.single(0, 1, 0x1p45, 5, 0x1p45);
    return world.refreshBuilder(where, world.ciphertext(4, 0x1p45)).output(output).build();
  }

  @Test
  void answer_placeBeyondPlan_refused() {
    Ciphertext input = world.ciphertext(4, 0x1p45);
    SumRefreshOutput output = SumRefreshOutput.single(0, 1, 0x1p45, 5, 0x1p45);
    for (Place where :
        List.of(
            Place.of("train/refresh", 9),
            Place.of("train/refresh").withObject(2),
            Place.of("train/refresh").withAttempt(PlanStep.MOST_ATTEMPTS))) {
      SumRefresh request = world.refreshBuilder(where, input).output(output).build();
      assertThatThrownBy(() -> party.answer(request))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no such place");
    }
    SumRefresh unknown =
        world.refreshBuilder(Place.of("train/other"), input).output(output).build();
    assertThatThrownBy(() -> party.answer(unknown)).hasMessageContaining("not in the plan");
  }

  @Test
  void answer_otherProtocolThanPlanned_refused() {
    CollectivePublicKeyGen key =
        CollectivePublicKeyGen.of(world.session, Place.of("train/refresh"));
    assertThatThrownBy(() -> party.answer(key))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected sum-refresh, got public-key");
    assertThat(party.ledgerSize()).isZero();
  }

  @Test
  void answer_otherLimbsScaleOutputOrAutomorphism_refused() {
    assertThatThrownBy(() -> party.answer(world.refresh(0, world.ciphertext(5, 0x1p45))))
        .hasMessageContaining("the limbs that go in deviates from the plan, expected 4, got 5");
    assertThatThrownBy(() -> party.answer(world.refresh(0, world.ciphertext(4, 0x1.0001p45))))
        .hasMessageContaining("the scale that goes in");
    Ciphertext input = world.ciphertext(4, 0x1p45);
    SumRefresh wide =
        world
            .refreshBuilder(Place.of("train/refresh"), input)
            .output(SumRefreshOutput.single(0, 1, 0x1p45, 5, 0x1p50))
            .build();
    assertThatThrownBy(() -> party.answer(wide)).hasMessageContaining("the scale of an output");
    RotationKeyGen rotation =
        RotationKeyGen.ofGaloisElement(
            world.session, Place.of(PartyPlan.ROTATION).withObject(1), 5);
    assertThatThrownBy(() -> party.answer(rotation))
        .hasMessageContaining("the automorphism deviates from the plan, expected 25, got 5");
  }

  /** More as well: other noise for the same ciphertext would average away. */
  @Test
  void answer_otherSmudgingThanPlanned_refused() {
    Ciphertext input = world.ciphertext(3, 0x1p90);
    for (Smudging other :
        List.of(
            Smudging.of(3, 1024, 7.5),
            Smudging.of(3, 1024, 8.5),
            Smudging.of(4, 1024, 8),
            Smudging.of(3, 1025, 8),
            Smudging.of(3, 1024, 8).atLeast(0x1p80),
            new Smudging(41, 3, 1024, 8, 0))) {
      CollectiveKeySwitch request =
          CollectiveKeySwitch.of(
              world.session,
              Place.of("model/open"),
              List.of(input.c1()),
              input.scale(),
              other,
              0x1p90);
      assertThatThrownBy(() -> party.answer(request))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the smudging deviates from the plan, expected");
    }
  }

  /** Neither without the flooding that is planned nor with less or more of it. */
  @Test
  void answer_otherFloodingThanPlanned_refused() {
    try (TestParties flooded = TestParties.flooded()) {
      Ciphertext input = flooded.ciphertext(4, 0x1p45);
      for (Flood other : Arrays.asList(null, new Flood(19), new Flood(21))) {
        SumRefresh request = flooded.openedRefresh(input).flood(other).build();
        assertThatThrownBy(() -> flooded.first().answer(request))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("the flooding deviates from the plan, expected 20 bits, got")
            .hasMessageEndingWith(other == null ? "none" : other.bits() + " bits");
      }
      SumRefresh planned = flooded.openedRefresh(input).flood(new Flood(20)).build();
      byte[] answer = flooded.first().answer(planned);
      assertThat(flooded.first().answer(planned)).isEqualTo(answer);
      SumRefresh training =
          world
              .refreshBuilder(Place.of("train/refresh"), input)
              .output(SumRefreshOutput.single(0, 1, input.scale(), 5, 0x1p45))
              .flood(new Flood(20))
              .build();
      assertThatThrownBy(() -> party.answer(training))
          .hasMessageContaining("expected none, got 20 bits");
    }
  }

  /** What was made with such a ring goes on; nothing new is made. */
  @Test
  void begin_ringWithinTheLimitsOf2018Alone_refused() {
    try (CkksContext old = CkksContext.open(CkksParameters.builder().build());
        KeyPair querier = KeyPair.generate(old, Seed.of(new byte[32]));
        Party fresh =
            Party.join(
                PartyPlan.builder("public-key/1", old)
                    .providers(TestParties.NAMES)
                    .publicKey()
                    .build(),
                "a")) {
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
      nonces.put("a", fresh.nonce());
      byte[] key = querier.publicKey().toBytes();
      assertThatThrownBy(() -> fresh.begin(nonces, key))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("not secure by today's estimates, expected log QP of at most 430")
          .hasMessageContaining("126 bits");
    }
  }

  @Test
  void answer_openedCiphertextInAnotherRound_refused() {
    Ciphertext input = world.ciphertext(3, 0x1p90);
    party.answer(world.keySwitch(0, input));
    assertThatThrownBy(() -> party.answer(world.keySwitch(1, input)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it was opened before");
    party.answer(world.keySwitch(1, world.ciphertext(3, 0x1p90)));
  }

  @Test
  void answer_carryOfUnknownRequest_refused() {
    Ciphertext input = world.ciphertext(4, 0x1p45);
    SumRefresh known = world.refresh(0, input);
    SumRefreshOutput both =
        new SumRefreshOutput(
            5,
            0x1p45,
            List.of(SumRefreshTerm.of(0, 0, Factor.ONE), SumRefreshTerm.carried(0, 0, Factor.ONE)));
    SumRefresh request =
        world
            .refreshBuilder(Place.of("train/refresh", 1), input)
            .output(both)
            .carry(SumRefreshCarry.of(known))
            .build();
    assertThatThrownBy(() -> party.answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the carried request deviates");
    party.answer(known);
    assertThat(party.answer(request)).isNotEmpty();
  }

  @Test
  void answer_longShareAgain_isMadeAgainAndEqual() {
    try (RelinearisationRoundOne request =
        RelinearisationRoundOne.of(world.session, Place.of(PartyPlan.RELINEARISATION))) {
      byte[] share = party.answer(request);
      assertThat(share.length).isGreaterThan(Ledger.MOST_KEPT_BYTES);
      assertThat(party.ledgerBytes()).isZero();
      assertThat(party.answer(request)).isEqualTo(share);
    }
  }

  @Test
  void answer_manyRounds_ledgerIsBounded() {
    for (int round = 0; round < 9; round++) {
      party.answer(world.refresh(round, world.ciphertext(4, 0x1p45)));
      party.acknowledge("train/refresh", 0, round);
    }
    assertThat(party.ledgerBytes()).isZero();
    assertThat((long) party.ledgerSize()).isLessThanOrEqualTo(world.plan.requests());
  }

  @Test
  void answer_roundsNeverAcknowledged_refused() {
    for (int round = 0; round < Ledger.MAX_OPEN_ROUNDS; round++) {
      party.answer(world.refresh(round, world.ciphertext(4, 0x1p45)));
    }
    SumRefresh oneMore = world.refresh(Ledger.MAX_OPEN_ROUNDS, world.ciphertext(4, 0x1p45));
    assertThatThrownBy(() -> party.answer(oneMore))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("too many rounds are not acknowledged");
  }

  @Test
  void uploadSeeds_sameRows_sameSeed() {
    KeysDigest keys = world.acceptKeys();
    UploadDigest request = upload(keys, 0);
    assertThat(party.uploadSeeds(request, new byte[] {1}).seed("zero", 0))
        .isEqualTo(party.uploadSeeds(request, new byte[] {1}).seed("zero", 0));
    assertThatThrownBy(() -> party.uploadSeeds(request, new byte[] {2}))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the private data changed");
    assertThatThrownBy(() -> party.uploadSeeds(upload(keys, 0), new byte[] {1}))
        .hasMessageContaining("another request was answered there");
  }

  private UploadDigest upload(KeysDigest keys, int round) {
    return UploadRequest.of(
            world.session,
            keys,
            Place.of("train/map", round),
            new UploadRequest.Shape(ProtocolKind.UPLOAD, 0, 4, 0x1p45, 0),
            List.of(world.ciphertext(5, 0x1p45)),
            new byte[0])
        .digest();
  }

  @Test
  void begin_foreignNonceOrProvider_refused() {
    try (Party newcomer = Party.join(world.plan, "b")) {
      byte[] querier = world.querier.publicKey().toBytes();
      assertThatThrownBy(() -> newcomer.begin(world.nonces, querier))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("not the one it drew");
      TreeMap<String, byte[]> two = new TreeMap<>(world.nonces);
      two.remove("c");
      assertThatThrownBy(() -> newcomer.begin(two, querier))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("other providers");
    }
    assertThatThrownBy(() -> Party.join(world.plan, "d"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not name the provider");
  }

  @Test
  void begin_again_sameSessionOrRefused() {
    byte[] querier = world.querier.publicKey().toBytes();
    assertThat(party.begin(world.nonces, querier)).isEqualTo(world.session.id());
    TreeMap<String, byte[]> other = new TreeMap<>(world.nonces);
    other.put("c", new byte[32]);
    assertThatThrownBy(() -> party.begin(other, querier))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it began with other nonces");
  }

  @Test
  void answer_requestOfAnotherSession_refused() {
    try (TestParties other = TestParties.inMemory()) {
      assertThat(other.session.id()).isNotEqualTo(world.session.id());
      byte[] foreign = other.refresh(0, other.ciphertext(4, 0x1p45)).toBytes();
      assertThatThrownBy(() -> party.answer(foreign))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("another session");
    }
  }

  @Test
  void answer_samePlanTwice_otherKeysMasksAndCommonStrings() {
    try (TestParties other = TestParties.inMemory()) {
      Place where = Place.of(PartyPlan.PUBLIC_KEY);
      CollectivePublicKeyGen one = CollectivePublicKeyGen.of(world.session, where);
      CollectivePublicKeyGen two = CollectivePublicKeyGen.of(other.session, where);
      assertThat(one.transcript().id()).isNotEqualTo(two.transcript().id());
      assertThat(party.answer(one)).isNotEqualTo(other.first().answer(two));
      Ciphertext input = world.ciphertext(4, 0x1p45);
      assertThat(party.answer(world.refresh(0, input)))
          .isNotEqualTo(other.first().answer(other.refresh(0, input)));
    }
  }

  @Test
  void serialise_party_impossible() throws Exception {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(party)).isInstanceOf(NotSerializableException.class);
    }
    assertThat(party).hasToString("Party[a]");
  }

  @Test
  void answer_afterClose_illegalState() {
    SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45));
    party.close();
    party.close();
    assertThatThrownBy(() -> party.answer(request)).isInstanceOf(IllegalStateException.class);
  }
}
