package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;

/** The sum refresh against plain sums, on a small ring. */
class SumRefreshIT {
  private static final int COUNT = 10;
  private static final int LIMBS = 5;
  private static final double IN = 0x1.00003p90;
  private static final double OUT = 0x1p45;
  private static Parties parties;
  private static PublicKey key;
  private static MaskRule masks;
  private static double[][] values;
  private static Ciphertext[] inputs;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 8);
    key = parties.publicKey();
    masks = MaskRule.of(2 * IN);
    values = new double[3][];
    inputs = new Ciphertext[3];
    for (int j = 0; j < 3; j++) {
      values[j] = Parties.values(parties.slots(), j, 1);
      inputs[j] = parties.owned(parties.encrypt(key, values[j], IN, LIMBS, "input " + j));
    }
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static SumRefreshBuilder builder(String step) {
    List<Polynomial> second = new ArrayList<>();
    for (Ciphertext input : inputs) {
      second.add(parties.owned(input.c1()));
    }
    return SumRefresh.builder(parties.session, Place.of(step)).inputs(second, IN).masks(masks);
  }

  private static List<ResidueVector> first(SumRefresh request) {
    List<ResidueVector> first = new ArrayList<>();
    for (Ciphertext input : inputs) {
      try (Polynomial c0 = input.c0()) {
        first.add(request.keptCoefficients(c0));
      }
    }
    return first;
  }

  private static SumRefreshResult finalise(SumRefresh request) {
    try (Share sum = parties.sum(request)) {
      return request.finalise(first(request), sum);
    }
  }

  private static void assertConstant(Ciphertext output, double expected, double log2Error) {
    assertThat(Parties.worst(parties.decrypt(output), Parties.constant(parties.slots(), expected)))
        .isLessThan(log2Error);
  }

  @Test
  void finalise_separateOutputs_holdTheMeansInEverySlot() {
    try (Scope scope = Scope.open()) {
      SumRefresh request =
          builder("separate")
              .output(SumRefreshOutput.single(0, -0.7, IN, 8, OUT))
              .output(SumRefreshOutput.single(2, parties.slots(), IN, 6, 0x1p50))
              .build();
      SumRefreshResult result = finalise(request);
      assertThat(result.outputs().get(0).limbs()).isEqualTo(8);
      assertThat(result.outputs().get(1).scale()).isEqualTo(0x1p50);
      assertConstant(result.outputs().get(0), -0.7 * Parties.mean(values[0]), -30);
      assertConstant(result.outputs().get(1), Parties.mean(values[2]) * parties.slots(), -25);
      request.close();
    }
  }

  @Test
  void finalise_freshNoise_isThatOfARefreshAlone() {
    try (Scope scope = Scope.open()) {
      SumRefresh request =
          builder("noise").output(SumRefreshOutput.single(1, 1, IN, 8, OUT)).build();
      Polynomial phase = parties.phase(finalise(request).outputs().get(0));
      java.math.BigInteger[] coefficients = phase.coefficients();
      coefficients[0] = java.math.BigInteger.ZERO;
      double bound = NoiseBounds.sumRefresh(COUNT);
      assertThat(Parties.deviation(coefficients)).isBetween(0.9 * bound, 1.1 * bound);
      request.close();
    }
  }

  @Test
  void finalise_stride_keepsSlotsOfThatPeriod() {
    int period = 8;
    try (Scope scope = Scope.open()) {
      SumRefresh request =
          builder("stride")
              .stride(parties.dimension() / (2 * period))
              .output(SumRefreshOutput.single(0, 1, IN, 8, OUT))
              .build();
      double[] expected = new double[parties.slots()];
      for (int residue = 0; residue < period; residue++) {
        double sum = 0;
        for (int i = residue; i < expected.length; i += period) {
          sum += values[0][i];
        }
        for (int i = residue; i < expected.length; i += period) {
          expected[i] = sum * period / expected.length;
        }
      }
      SumRefreshResult result = finalise(request);
      assertThat(result.sums().get(0)).hasSize(2 * period);
      assertThat(Parties.worst(parties.decrypt(result.outputs().get(0)), expected)).isLessThan(-28);
      request.close();
    }
  }

  @Test
  void finalise_carried_addsALinearFunctionOfTheEarlierSums() {
    double momentum = 0.6;
    try (Scope scope = Scope.open()) {
      SumRefresh earlier =
          builder("earlier").output(SumRefreshOutput.single(0, 1, IN, 8, OUT)).build();
      SumRefreshResult before = finalise(earlier);
      Factor now = Factor.of(1 + momentum, IN, OUT);
      Factor then = Factor.of(-momentum, IN, OUT);
      SumRefresh request =
          builder("later")
              .carry(SumRefreshCarry.of(earlier))
              .output(
                  new SumRefreshOutput(
                      8,
                      OUT,
                      List.of(SumRefreshTerm.of(1, 0, now), SumRefreshTerm.carried(2, 0, then))))
              .build();
      CollectiveProtocol read = CollectiveProtocol.fromBytes(parties.session, request.toBytes());
      assertThat(read.transcript().id()).isEqualTo(request.transcript().id());
      Share sum = parties.owned(parties.sum(request));
      SumRefreshResult result = request.finalise(first(request), sum, before.sums());
      double expected =
          (1 + momentum) * Parties.mean(values[1]) - momentum * Parties.mean(values[2]);
      assertConstant(result.outputs().get(0), expected, -29);
      assertThatThrownBy(() -> request.finalise(first(request), sum))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("carried sums");
      earlier.close();
      request.close();
    }
  }

  @Test
  void spread_packedOutput_givesEveryValueInAllSlots() {
    int count = 4;
    Spread spread = new Spread(parties.context, count);
    try (Scope scope = Scope.open()) {
      List<SumRefreshTerm> terms = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        terms.add(SumRefreshTerm.of(j, spread.exponent(j), Factor.of(1.0 / count, IN, 0x1p60)));
      }
      SumRefresh request = builder("packed").output(new SumRefreshOutput(8, 0x1p60, terms)).build();
      RotationKeys keys = parties.automorphismKeys(spread.galoisElements());
      List<Ciphertext> outputs = spread.apply(finalise(request).outputs().get(0), keys);
      assertThat(outputs).hasSize(count);
      for (int j = 0; j < 3; j++) {
        assertConstant(outputs.get(j), Parties.mean(values[j]), -35);
      }
      assertConstant(outputs.get(3), 0, -35);
      request.close();
    }
  }

  @Test
  void genShare_shareOfASumRefresh_isOneNumberAnInput() {
    SumRefresh request = builder("one").output(SumRefreshOutput.single(0, 1, IN, 8, OUT)).build();
    Share share = parties.owned(request.genShare(parties.secrets.get(0)));
    assertThat(share.polynomials()).hasSize(1);
    assertThat(share.residues()).hasSize(3).allMatch(vector -> vector.size() == 1);
    request.close();
  }

  @Test
  void build_oneLimbFewer_refusedAndGarbageWithoutTheCheck() {
    try (Scope scope = Scope.open()) {
      Ciphertext few = parties.evaluator().drop(inputs[0], LIMBS - 1);
      SumRefreshBuilder builder =
          SumRefresh.builder(parties.session, Place.of("few"))
              .inputs(List.of(few.c1()), IN)
              .masks(masks)
              .output(SumRefreshOutput.single(0, 1, IN, 8, OUT));
      assertThatThrownBy(builder::build)
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("expected 5 limbs, got 4");
      SumRefresh unchecked = builder.buildWithoutRoomCheck();
      Share sum = parties.owned(parties.sum(unchecked));
      SumRefreshResult result =
          unchecked.finalise(List.of(unchecked.keptCoefficients(few.c0())), sum);
      double[] expected = Parties.constant(parties.slots(), Parties.mean(values[0]));
      assertThat(Parties.worst(parties.decrypt(result.outputs().get(0)), expected))
          .isGreaterThan(20);
      unchecked.close();
    }
  }

  @Test
  void finalise_shareOfAnotherRound_refused() {
    SumRefresh one = builder("one round").output(SumRefreshOutput.single(0, 1, IN, 8, OUT)).build();
    SumRefresh other = builder("another").output(SumRefreshOutput.single(0, 1, IN, 8, OUT)).build();
    Share sum = parties.owned(parties.sum(other));
    assertThatThrownBy(() -> one.finalise(first(one), sum))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("another request");
    one.close();
    other.close();
  }

  @Test
  void build_badSpecification_refused() {
    SumRefreshOutput good = SumRefreshOutput.single(0, 1, IN, 8, OUT);
    assertThatThrownBy(() -> builder("bad").build()).hasMessageContaining("missing");
    assertThatThrownBy(() -> builder("bad").stride(3).output(good).build())
        .hasMessageContaining("bad stride");
    assertThatThrownBy(
            () -> builder("bad").output(SumRefreshOutput.single(3, 1, IN, 8, OUT)).build())
        .hasMessageContaining("names no input");
    assertThatThrownBy(
            () -> builder("bad").output(SumRefreshOutput.single(0, 1, IN, 9, OUT)).build())
        .hasMessageContaining("bad limbs");
    SumRefreshTerm carried = SumRefreshTerm.carried(0, 0, Factor.ONE);
    assertThatThrownBy(
            () -> builder("bad").output(new SumRefreshOutput(8, OUT, List.of(carried))).build())
        .hasMessageContaining("carries nothing on");
  }
}
