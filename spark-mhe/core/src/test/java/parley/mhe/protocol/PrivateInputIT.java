package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/** Labels inside the shares of a converting refresh. */
class PrivateInputIT {
  private static final int LIMBS = 5;
  private static final int ROWS = 30;
  private static final int NEURONS = 4;
  private static Parties parties;
  private static Conversions world;
  private static List<Ciphertext> inputs;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TOY, 3, 9);
    world = new Conversions(parties, ROWS, NEURONS);
    inputs = world.inCoefficients(LIMBS);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static ConvertingRefresh request(SortedMap<String, byte[]> commitments) {
    return world.builder("labels", inputs, world.toSlots()).commitments(commitments).build();
  }

  /** 1 at one neuron of each row of this party, in the slots of the only output. */
  private static double[][] labels(int party) {
    double[][] labels = new double[ROWS][NEURONS];
    for (int r = party; r < ROWS; r += 3) {
      labels[r][r % NEURONS] = 1;
    }
    return labels;
  }

  private static long[] coefficients(double[][] labels) {
    double[] slots = world.slotValues(0, labels);
    for (int i = 0; i < slots.length; i++) {
      slots[i] = -slots[i];
    }
    try (Plaintext plain = new Encoder(parties.context).encode(slots, Conversions.OUT, 2);
        Polynomial polynomial = plain.polynomial()) {
      return Arrays.stream(polynomial.coefficients()).mapToLong(BigInteger::longValue).toArray();
    }
  }

  private static PrivateInput input(int party) {
    return PrivateInput.of(
        Conversions.data(parties.secrets.get(party).party()),
        List.of(party == 2 ? new long[0] : coefficients(labels(party))));
  }

  private static Share share(ConvertingRefresh request, int party) {
    return parties.owned(request.genShare(parties.secrets.get(party), input(party)));
  }

  @Test
  void finalise_labelsOfTwoProviders_subtractedAtTheirRows() {
    assertThat(world.slots.ciphertexts()).isEqualTo(1);
    try (Scope scope = Scope.open();
        ConvertingRefresh request = request(world.commitments())) {
      List<Share> shares = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        shares.add(share(request, i));
      }
      ConvertingRefreshResult result =
          world.finalise(request, inputs, request.aggregateShares(shares));
      double[][] expected = new double[ROWS][NEURONS];
      for (int r = 0; r < ROWS; r++) {
        for (int k = 0; k < NEURONS; k++) {
          expected[r][k] = world.values[r][k] - labels(0)[r][k] - labels(1)[r][k];
        }
      }
      double[] got = parties.decrypt(result.outputs().get(0));
      assertThat(Parties.worst(got, world.slotValues(0, expected))).isLessThan(-35);
    }
  }

  /** The same data give the same bytes; other values, even under one id, other masks. */
  @Test
  void genShare_otherValuesUnderOneId_otherMasks() {
    try (ConvertingRefresh request = request(world.commitments())) {
      Share first = share(request, 0);
      assertThat(share(request, 0).toBytes()).isEqualTo(first.toBytes());
      long[] other = coefficients(labels(0));
      other[5]++;
      PrivateInput changed =
          PrivateInput.of(Conversions.data(parties.secrets.get(0).party()), List.of(other));
      Share second = parties.owned(request.genShare(parties.secrets.get(0), changed));
      requireFarApart(first.residues().get(0), second.residues().get(0));
    }
  }

  /** Other labels have another commitment, so another id and other common strings. */
  @Test
  void genShare_otherLabelsWithTheirCommitment_independentAnswer() {
    PartySecrets party = parties.secrets.get(0);
    SortedMap<String, byte[]> others = world.commitments();
    byte[] otherData = Parties.hash(2, "other labels");
    others.put(party.party(), party.commitment(parties.session, otherData));
    try (ConvertingRefresh one = request(world.commitments());
        ConvertingRefresh two = request(others)) {
      assertThat(two.transcript().id()).isNotEqualTo(one.transcript().id());
      assertThat(two.transcript().place()).isEqualTo(one.transcript().place());
      Share first = share(one, 0);
      PrivateInput input = PrivateInput.of(otherData, List.of(coefficients(labels(0))));
      Share second = parties.owned(two.genShare(party, input));
      requireFarApart(first.residues().get(0), second.residues().get(0));
      try (Scope scope = Scope.open()) {
        Polynomial difference = first.polynomials().get(0).subtract(second.polynomials().get(0));
        // With one common string it would have the masks' 174 bits, of the modulus' 240.
        assertThat(bits(difference.coefficients())).isGreaterThan(220);
      }
    }
  }

  private static void requireFarApart(ResidueVector one, ResidueVector other) {
    BigInteger[] a = one.toIntegers(parties.context);
    BigInteger[] b = other.toIntegers(parties.context);
    int far = 0;
    for (int i = 0; i < a.length; i++) {
      far += a[i].subtract(b[i]).bitLength() > 190 ? 1 : 0;
    }
    assertThat(far).isEqualTo(a.length);
  }

  private static int bits(BigInteger[] values) {
    return Arrays.stream(values).mapToInt(BigInteger::bitLength).max().orElse(0);
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ProtocolException.class).hasMessage(message);
  }

  @Test
  void genShare_withoutItsOwnCommitment_refused() {
    SortedMap<String, byte[]> foreign = new TreeMap<>(world.commitments());
    String party = parties.secrets.get(0).party();
    foreign.put(party, foreign.get(parties.secrets.get(1).party()));
    String verb = "cannot generate a share of converting-refresh for " + party + ": ";
    String another =
        verb
            + "the request's commitment is not the one to its private data, expected its own, got"
            + " another";
    try (ConvertingRefresh own = request(world.commitments());
        ConvertingRefresh wrong = request(foreign);
        ConvertingRefresh none = world.builder("none", inputs, world.toSlots()).build()) {
      refuse(() -> share(wrong, 0), another);
      PrivateInput otherRows = PrivateInput.of(Conversions.data("others"), List.of(new long[0]));
      refuse(() -> own.genShare(parties.secrets.get(0), otherRows), another);
      refuse(
          () -> own.genShare(parties.secrets.get(0)),
          verb + "its private input is missing, expected what it committed to, got none");
      refuse(
          () -> share(none, 0),
          verb + "private input to a request that takes none, expected none, got some");
    }
  }

  @Test
  void commitments_notOneOfEachProvider_refused() {
    SortedMap<String, byte[]> two = world.commitments();
    two.remove("provider-001");
    refuse(
        () -> request(two),
        "cannot ask for a converting refresh: the commitments are not the providers', expected"
            + " [provider-000, provider-001, provider-002], got [provider-000, provider-002]");
    SortedMap<String, byte[]> cut = world.commitments();
    cut.put("provider-001", new byte[31]);
    refuse(
        () -> request(cut),
        "cannot ask for a converting refresh: the commitment of provider-001 has the wrong length,"
            + " expected 32 bytes, got 31");
  }

  @Test
  void commitment_otherDataPartyOrSession_differs() {
    PartySecrets party = parties.secrets.get(0);
    byte[] data = Conversions.data("a");
    byte[] commitment = party.commitment(parties.session, data);
    assertThat(commitment).hasSize(32).isEqualTo(party.commitment(parties.session, data));
    assertThat(party.commitment(parties.session, Conversions.data("b"))).isNotEqualTo(commitment);
    assertThat(parties.secrets.get(1).commitment(parties.session, data)).isNotEqualTo(commitment);
    SortedMap<String, byte[]> nonces = parties.session.nonces();
    TreeMap<String, byte[]> others = new TreeMap<>(nonces);
    others.put("provider-002", Parties.hash(77, "nonce"));
    Session later =
        Session.open(
            parties.context, parties.session.planHash(), parties.querier.publicKey(), others);
    assertThat(party.commitment(later, data)).isNotEqualTo(commitment);
  }

  @Test
  void fromBytes_whatWasWritten_sameHashAndElseRefused() {
    PrivateInput input = input(0);
    byte[] bytes = input.toBytes();
    assertThat(PrivateInput.fromBytes(bytes).hash()).isEqualTo(input.hash());
    assertThat(input(1).hash()).isNotEqualTo(input.hash());
    assertThat(input).hasToString("PrivateInput[1 outputs]");
    assertThatThrownBy(() -> PrivateInput.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("cannot read private input: integers is cut off");
    refuse(
        () -> PrivateInput.of(new byte[3], List.of()),
        "cannot take private input: the hash of its data has the wrong length, expected 32 bytes,"
            + " got 3");
    try (ConvertingRefresh request = request(world.commitments())) {
      PartySecrets party = parties.secrets.get(0);
      byte[] data = Conversions.data(party.party());
      refuse(
          () -> request.genShare(party, PrivateInput.of(data, List.of())),
          "cannot take private input: wrong number of outputs, expected 1, got 0");
      refuse(
          () -> request.genShare(party, PrivateInput.of(data, List.of(new long[9]))),
          "cannot take private input: wrong number of coefficients of an output, expected 0 or"
              + " 1024, got 9");
    }
  }
}
