package parley.mhe.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.Party;
import parley.mhe.party.TestKeys;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.upload.Upload;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;
import parley.mhe.runtime.TestFederations;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.session.SessionKeys;

/** What leaves a provider, without Spark. */
class ProviderEndpointTest {
  private static final double SCALE = 0x1p45;

  private CkksContext context;
  private KeyPair collective;
  private SessionKeys keys;
  private Session session;
  private final List<Party> others = new ArrayList<>();
  private ProviderEndpoint endpoint;
  private Scope scope;

  /** Sends the same two trivial ciphertexts always; a field away from being another provider. */
  private final class Trivial implements LocalProgram {
    private byte rows = 1;
    private int limbs = 4;
    private long sum = 7;
    private int value;

    @Override
    public List<Ciphertext> step(
        SessionKeys sessionKeys, String step, int round, List<Ciphertext> inputs, byte[] args) {
      try (Polynomial zero = Polynomial.zero(context, limbs);
          Polynomial first = zero.addScalar(BigInteger.valueOf(value))) {
        return List.of(Ciphertext.of(first, zero, SCALE), Ciphertext.of(zero, zero, SCALE));
      }
    }

    @Override
    public BigInteger[] sums(String step, byte[] args) {
      return new BigInteger[] {BigInteger.ONE, BigInteger.valueOf(sum)};
    }

    @Override
    public byte[] privateInputHash() {
      return new byte[] {rows};
    }
  }

  private final Trivial program = new Trivial();

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(TestFederations.PARAMETERS);
    collective = KeyPair.generate(context, Seed.fresh());
    PartyPlan plan = TestFederations.plan(context, 3);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (String name : plan.providers()) {
      Party party = Party.join(plan, name);
      others.add(party);
      nonces.put(name, party.nonce());
    }
    endpoint =
        new ProviderEndpoint(
            others.remove(0), program, CkksContext.open(TestFederations.PARAMETERS));
    endpoint.begin(nonces, collective.publicKey().toBytes());
    session = Session.open(context, plan.hash(), collective.publicKey(), nonces);
    keys = keysFor(collective);
    endpoint.accept(Delivery.of(0, keys, List.of()));
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    keys.close();
    endpoint.close();
    others.forEach(Party::close);
    collective.close();
    context.close();
  }

  private SessionKeys keysFor(KeyPair owner) {
    TestKeys made = TestKeys.of(session, endpoint.party().plan(), owner);
    return new SessionKeys(context, made.publicKey, made.relinearisationKey, made.rotationKeys);
  }

  private byte[] upload(UploadRequest request) throws InterruptedException {
    try (PartialSum answer = endpoint.answer(Delivery.of(0, request, List.of()), keys)) {
      return answer.toWire().body();
    }
  }

  private UploadRequest map(int round) {
    return map(keys, round);
  }

  private UploadRequest map(SessionKeys with, int round) {
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.UPLOAD, 0, 4, SCALE, 0);
    return UploadRequest.of(
        session, with.digest(), Place.of("train/map", round), shape, List.of(), new byte[0]);
  }

  @Test
  void answer_sameUploadAgain_sameBytes() throws Exception {
    UploadRequest request = map(0);
    byte[] first = upload(request);
    assertThat(upload(request)).isEqualTo(first);
    UploadRequest decoded = UploadRequest.fromBytes(session, keys.digest(), request.toBytes());
    assertThat(upload(decoded)).isEqualTo(first);
  }

  /** A residue that changed would be as good as any other: nothing else tells. */
  @Test
  void ofWires_answerChangedOnItsWay_namesProviderAndRound() throws Exception {
    PartialSum.Wire sent;
    try (PartialSum answer = endpoint.answer(Delivery.of(0, map(0), List.of()), keys)) {
      sent = answer.toWire();
    }
    String round = "round 1 of 2: train/map";
    String expected =
        "cannot finish "
            + round
            + ": the answer of "
            + endpoint.party().provider()
            + " was changed on its way, expected CRC-32C ";
    byte[] letter = LetterTask.write(sent);
    try (PartialSum whole =
        PartialSum.ofWires(context, List.of(LetterTask.readSum(letter)), round)) {
      assertThat(whole.upload().toBytes()).isEqualTo(sent.body());
    }
    for (int at : new int[] {0, sent.body().length / 2, sent.body().length - 8}) {
      byte[] body = sent.body().clone();
      body[at] ^= 1;
      PartialSum.Wire came =
          new PartialSum.Wire(false, body, sent.largest(), sent.providers(), sent.checksum());
      assertThatThrownBy(() -> PartialSum.ofWires(context, List.of(came), round))
          .isInstanceOf(ParleyException.class)
          .hasMessageStartingWith(expected);
    }
    letter[letter.length / 2] ^= 1;
    PartialSum.Wire came = LetterTask.readSum(letter);
    assertThatThrownBy(() -> PartialSum.ofWires(context, List.of(came), round))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(expected);
  }

  @Test
  void answer_sameValuesTwice_randomisedApart() throws Exception {
    try (PartialSum first = endpoint.answer(Delivery.of(0, map(0), List.of()), keys);
        PartialSum second = endpoint.answer(Delivery.of(1, map(1), List.of()), keys)) {
      List<Ciphertext> a =
          first.upload().complete(map(0).transcript().id(), first.upload().parties());
      List<Ciphertext> b =
          second.upload().complete(map(1).transcript().id(), second.upload().parties());
      List<byte[]> all = new ArrayList<>();
      for (Ciphertext value : List.of(a.get(0), a.get(1), b.get(0), b.get(1))) {
        all.add(value.c0().toBytes());
        all.add(value.c1().toBytes());
        for (double slot : collective.decrypt(value)) {
          assertThat(Math.abs(slot)).isLessThan(0x1p-25);
        }
      }
      // The program sent zeros: whatever is equal here was not re-randomised.
      assertThat(all.stream().map(java.util.Arrays::hashCode).distinct()).hasSize(8);
    }
  }

  @Test
  void answer_rowsChangedBetweenTwoDeliveries_refused() throws Exception {
    UploadRequest request = map(0);
    upload(request);
    program.rows = 2;
    assertThatThrownBy(() -> upload(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the private data changed");
  }

  /** The same request under two public keys would give v, and what it hides, to who asks. */
  @Test
  void answer_sameRequestUnderASecondKey_refused() throws Exception {
    upload(map(0));
    try (KeyPair attacker = KeyPair.generate(context, Seed.fresh());
        SessionKeys second = keysFor(attacker)) {
      assertThatThrownBy(() -> endpoint.accept(Delivery.of(1, second, List.of())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("others were accepted before");
      for (UploadRequest request : List.of(map(0), map(second, 0), map(second, 1))) {
        assertThatThrownBy(() -> endpoint.answer(Delivery.of(2, request, List.of()), second))
            .isInstanceOf(RefusedException.class);
      }
      // Not even where the process holds the right keys and the request names others.
      assertThatThrownBy(() -> upload(map(second, 1)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the request was made with other keys");
    }
  }

  @Test
  void answer_otherValuesForTheSameRequest_doNotShareTheirMask() throws Exception {
    byte[] first = c1(upload(map(0)));
    assertThat(c1(upload(map(0)))).isEqualTo(first);
    program.value = 3;
    assertThat(c1(upload(map(0)))).isNotEqualTo(first);
  }

  /** v a + e1: the program's own c1 is zero. */
  private byte[] c1(byte[] upload) {
    try (Upload read = Upload.fromBytes(context, upload)) {
      return read.complete(map(0).transcript().id(), read.parties()).get(0).c1().toBytes();
    }
  }

  @Test
  void answer_otherSumsForTheSameRequest_doNotShareTheirMask() throws Exception {
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.SUMS, 2, 2, 0x1p60, 0);
    UploadRequest request =
        UploadRequest.of(
            session, keys.digest(), Place.of("prepare/sums"), shape, List.of(), new byte[0]);
    List<byte[]> seconds = new ArrayList<>();
    for (long sum : new long[] {7, 7, 8}) {
      program.sum = sum;
      try (PartialSum answer = endpoint.answer(Delivery.of(0, request, List.of()), keys)) {
        Upload upload = answer.upload();
        seconds.add(
            upload.complete(request.transcript().id(), upload.parties()).get(0).c1().toBytes());
      }
    }
    assertThat(seconds.get(1)).isEqualTo(seconds.get(0));
    assertThat(seconds.get(2)).isNotEqualTo(seconds.get(0));
  }

  @Test
  void task_keysThatAcknowledgeARound_forgetsItsAnswer() throws Exception {
    Place where = Place.of(PartyPlan.PUBLIC_KEY);
    Endpoints here = Endpoints.of("acknowledged");
    try (CollectivePublicKeyGen request = CollectivePublicKeyGen.of(session, where)) {
      here.install("provider-00", () -> endpoint);
      here.post(Delivery.of(1, request, List.of()));
      new RoundTask("acknowledged", 1, null).sum(List.of("provider-00")).close();
      here.post(
          Delivery.of(2, keys, List.of(new RoundMessage.Acknowledgement(where.step(), 0, 0))));
      here.shareKeys();
      assertThat(new RoundTask("acknowledged", 2, null).answer("provider-00"))
          .isEqualTo(keys.digest().hash());
      here.post(Delivery.of(3, request, List.of()));
      assertThatThrownBy(() -> new RoundTask("acknowledged", 3, null).sum(List.of("provider-00")))
          .hasMessageContaining("the round is acknowledged");
    } finally {
      Endpoints.remove("acknowledged");
    }
  }

  @Test
  void answer_valueOfOtherShape_refused() {
    program.limbs = 5;
    assertThatThrownBy(() -> upload(map(0)))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected 2 polynomials of 4 limbs, got 2 of 5");
  }

  @Test
  void answer_sumBeyondThePlansBound_refusedWithoutShowingIt() {
    program.sum = 1_000_001;
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.SUMS, 2, 2, 0x1p60, 0);
    UploadRequest request =
        UploadRequest.of(
            session, keys.digest(), Place.of("prepare/sums"), shape, List.of(), new byte[0]);
    assertThatThrownBy(() -> upload(request))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("beyond the plan's bound")
        .hasMessageNotContaining("1000001");
  }

  /** A task that Spark or the driver gave up may still run when the next message is there. */
  @Test
  void task_olderThanTheMessageThatOthersWorkOn_refused() {
    Endpoints here = Endpoints.of("zombies");
    try {
      here.install("provider-00", () -> endpoint);
      Delivery current = Delivery.of(3, map(1), List.of());
      here.post(current);
      RoundTask.Source old =
          () -> {
            throw new AssertionError("an old message is not even read");
          };
      assertThatThrownBy(() -> new RoundTask("zombies", 2, old).sum(List.of("provider-00")))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot answer message 2: a later one has come, expected 3");
      assertThat(here.delivery(3, old::get)).isSameAs(current);
    } finally {
      Endpoints.remove("zombies");
    }
  }

  @Test
  void answer_uploadBeforeTheKeys_refused() {
    assertThatThrownBy(() -> endpoint.answer(Delivery.of(0, map(0), List.of()), null))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the session's keys have not come");
  }

  @Test
  void answer_withoutProgram_refused() throws Exception {
    try (ProviderEndpoint bare =
        new ProviderEndpoint(
            others.remove(0), null, CkksContext.open(TestFederations.PARAMETERS))) {
      assertThatThrownBy(() -> bare.answer(Delivery.of(0, map(0), List.of()), keys))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("continued without rows");
    }
  }
}
