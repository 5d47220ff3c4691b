package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;

/** The converting refresh against rows and neurons in clear, on a small ring. */
class ConvertingRefreshIT {
  private static final int LIMBS = 5;

  /** Two blocks, of which the second is not full; four ciphertexts of slots, two neurons each. */
  private static final int ROWS = 200;

  private static final int NEURONS = 7;
  private static Parties parties;
  private static Conversions world;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TOY, 3, 8);
    world = new Conversions(parties, ROWS, NEURONS);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  /** Of all slots of all outputs: deviation by the formula, in units of the scale. */
  private static void requireSlots(
      Conversions of, ConvertingRefreshResult result, double[][] expected) {
    int n = of.parties.dimension();
    int count = of.parties.secrets.size();
    double deviation = Math.sqrt(n / 2.0 * (count * 3.2 * 3.2 + (count + 1) / 12.0));
    double sum = 0;
    double worst = 0;
    int slots = 0;
    for (int g = 0; g < result.outputs().size(); g++) {
      Ciphertext output = result.outputs().get(g);
      assertThat(output.scale()).isEqualTo(Conversions.OUT);
      double[] got = of.parties.decrypt(output);
      double[] wanted = of.slotValues(g, expected);
      for (int i = 0; i < got.length; i++) {
        double error = Math.abs(got[i] - wanted[i]) * Conversions.OUT;
        sum += error * error;
        worst = Math.max(worst, error);
        slots++;
      }
    }
    assertThat(Math.sqrt(sum / slots) / deviation).as("%d parties", count).isBetween(.9, 1.1);
    assertThat(worst / deviation).as("%d parties", count).isBetween(2.0, 6.0);
  }

  @ParameterizedTest(name = "{0} parties")
  @ValueSource(ints = {2, 3, 10, 96})
  void finalise_toSlots_errorIsThatOfTheFormula(int count) {
    Parties many = count == 3 ? parties : Parties.of(CkksParameters.INSECURE_TOY, count, 8);
    Conversions of = count == 3 ? world : new Conversions(many, ROWS, NEURONS);
    try (Scope scope = Scope.open();
        ConvertingRefresh request =
            of.builder("to-slots", of.inCoefficients(LIMBS), of.toSlots()).build()) {
      requireSlots(of, of.refreshed(request, of.inCoefficients(LIMBS)), of.values);
    }
    if (many != parties) {
      many.close();
    }
  }

  @Test
  void finalise_sumNeurons_sumsInAllOfThem() {
    try (Scope scope = Scope.open();
        ConvertingRefresh request =
            world.builder("sum", world.inSlots(LIMBS), world.sumNeurons()).build()) {
      int kappa = world.slots.neuronsPerCiphertext();
      double[][] expected = new double[ROWS][kappa * world.slots.ciphertexts()];
      for (int r = 0; r < ROWS; r++) {
        for (int k = 0; k < NEURONS; k++) {
          for (int q = 0; q < kappa; q++) {
            expected[r][k / kappa * kappa + q] += world.values[r][k];
          }
        }
      }
      ConvertingRefreshResult result = world.refreshed(request, world.inSlots(LIMBS));
      for (int g = 0; g < result.outputs().size(); g++) {
        double[] wanted = new double[parties.slots()];
        for (int r = 0; r < ROWS; r++) {
          System.arraycopy(expected[r], g * kappa, wanted, r * kappa, kappa);
        }
        assertThat(Parties.worst(parties.decrypt(result.outputs().get(g)), wanted)).isLessThan(-35);
      }
    }
  }

  /** What the input's slots had as noise comes along where something is kept, and nowhere else. */
  @Test
  void finalise_toCoefficients_eachAtItsExponentAndFreshNoiseElsewhere() {
    try (Scope scope = Scope.open();
        ConvertingRefresh request =
            world.builder("back", world.inSlots(LIMBS), world.toCoefficients()).build()) {
      ConvertingRefreshResult result = world.refreshed(request, world.inSlots(LIMBS));
      List<BigInteger> kept = new ArrayList<>();
      List<BigInteger> elsewhere = new ArrayList<>();
      for (int block = 0; block < result.outputs().size(); block++) {
        BigInteger[] phase = parties.phase(result.outputs().get(block)).coefficients();
        boolean[] used = new boolean[phase.length];
        for (int r = 0; r < ROWS; r++) {
          for (int k = 0; k < NEURONS && world.coefficients.block(r) == block; k++) {
            int at = world.coefficients.exponent(r, k);
            used[at] = true;
            long value = Math.round(world.values[r][k] * Conversions.OUT);
            phase[at] = phase[at].subtract(BigInteger.valueOf(value));
          }
        }
        for (int i = 0; i < phase.length; i++) {
          (used[i] ? kept : elsewhere).add(phase[i]);
        }
      }
      double fresh = Math.sqrt(3 * 3.2 * 3.2 + 4 / 12.0);
      // A fresh encryption's slot, at the outputs' scale.
      double came =
          3.2 * Math.sqrt(4.0 * parties.dimension() + 1) * Math.sqrt(parties.slots()) / 0x1p10;
      assertThat(deviation(elsewhere) / fresh).isBetween(.9, 1.1);
      assertThat(deviation(kept) / Math.hypot(fresh, came)).isBetween(.9, 1.1);
    }
  }

  private static double deviation(List<BigInteger> errors) {
    return Parties.deviation(errors.toArray(new BigInteger[0]));
  }

  @Test
  void finalise_128Bits_errorIsThatOfTheFormula() {
    CkksParameters secure =
        CkksParameters.builder().logRingDimension(14).limbs(6).digits(3).build();
    try (Parties three = Parties.of(secure, 3, 8);
        Scope scope = Scope.open()) {
      Conversions of = new Conversions(three, 256, 64);
      try (ConvertingRefresh request =
          of.builder("secure", of.inCoefficients(LIMBS), of.toSlots()).build()) {
        requireSlots(of, of.refreshed(request, of.inCoefficients(LIMBS)), of.values);
      }
    }
  }

  @Test
  void aggregateShares_anyOrderAndTree_sameBytes() {
    try (ConvertingRefresh request = coefficientsToSlots("tree")) {
      List<Share> shares = new ArrayList<>(parties.shares(request));
      shares.forEach(parties::owned);
      byte[] together = parties.owned(request.aggregateShares(shares)).toBytes();
      Share last = parties.owned(Share.combine(shares.get(2), shares.get(0)));
      Share all = parties.owned(Share.combine(last, shares.get(1)));
      assertThat(all.toBytes()).isEqualTo(together);
      Collections.reverse(shares);
      assertThat(parties.owned(request.aggregateShares(shares)).toBytes()).isEqualTo(together);
    }
  }

  private static ConvertingRefresh coefficientsToSlots(String step) {
    return world.builder(step, world.inCoefficients(LIMBS), world.toSlots()).build();
  }

  /** Only what the map reads leaves: all of the first block, and the rows of the second. */
  @Test
  void genShare_blockThatIsNotFull_hasOnlyTheCoefficientsThatAreRead() {
    try (ConvertingRefresh request = coefficientsToSlots("kept");
        Share share = request.genShare(parties.secrets.get(0))) {
      int rest = (ROWS - world.coefficients.rowsPerBlock()) * NEURONS;
      int full = world.coefficients.rowsPerBlock() * NEURONS;
      assertThat(share.residues()).extracting(ResidueVector::size).containsExactly(full, rest);
      assertThat(share.polynomials()).hasSize(world.slots.ciphertexts());
    }
    try (ConvertingRefresh request =
            world.builder("kept", world.inSlots(LIMBS), world.toCoefficients()).build();
        Share share = request.genShare(parties.secrets.get(0))) {
      assertThat(share.residues()).isEmpty();
      assertThat(share.polynomials())
          .hasSize(world.slots.ciphertexts() + world.coefficients.blocks());
    }
  }

  @Test
  void genShare_again_sameBytesAndOtherPlaceOrMapOthers() {
    PartySecrets party = parties.secrets.get(1);
    try (ConvertingRefresh request = coefficientsToSlots("same");
        ConvertingRefresh elsewhere = coefficientsToSlots("elsewhere");
        ConvertingRefresh twice =
            world
                .builder(
                    "same",
                    world.inCoefficients(LIMBS),
                    ConversionMap.toSlots(
                        world.coefficients,
                        world.slots,
                        Factor.of(2, Conversions.WIDE, Conversions.OUT)))
                .build()) {
      Share first = parties.owned(request.genShare(party));
      assertThat(parties.owned(request.genShare(party)).toBytes()).isEqualTo(first.toBytes());
      try (CollectiveProtocol read =
          CollectiveProtocol.fromBytes(parties.session, request.toBytes())) {
        assertThat(parties.owned(read.genShare(party)).toBytes()).isEqualTo(first.toBytes());
      }
      for (ConvertingRefresh other : List.of(elsewhere, twice)) {
        Share share = parties.owned(other.genShare(party));
        assertThat(share.residues().get(0).toArray())
            .isNotEqualTo(first.residues().get(0).toArray());
        List<Ciphertext> inputs = world.inCoefficients(LIMBS);
        Share sum = parties.owned(parties.sum(other));
        assertThatThrownBy(() -> world.finalise(request, inputs, sum))
            .isInstanceOf(ProtocolException.class)
            .hasMessageContaining("a share of another request");
      }
    }
  }

  /**
   * What N-1 colluders see of a value is the value less the honest mask: the largest values there
   * may be leave its top bits uniform.
   */
  @Test
  void genShare_largestValues_maskedTopBitsUniform() {
    int n = parties.dimension();
    MaskRule rule = MaskRule.of(2 * Conversions.NARROW);
    BigInteger most = BigInteger.ONE.shiftLeft(rule.boundBits());
    BigInteger[] message = new BigInteger[n];
    Arrays.fill(message, most);
    List<Ciphertext> inputs = new ArrayList<>();
    for (int g = 0; g < world.slots.ciphertexts(); g++) {
      inputs.add(world.encrypt(message, LIMBS, Conversions.NARROW, "largest " + g));
    }
    int bins = 16;
    int[] counts = new int[bins];
    try (Scope scope = Scope.open();
        ConvertingRefresh request =
            world.builder("uniform", inputs, world.toCoefficients()).build()) {
      PartySecrets honest = parties.secrets.get(0);
      Share share = request.genShare(honest);
      for (int g = 0; g < inputs.size(); g++) {
        Polynomial product = inputs.get(g).c1().multiply(honest.share().polynomial(LIMBS));
        Polynomial mask = product.subtract(share.polynomials().get(g));
        Polynomial seen = parties.phase(inputs.get(g)).subtract(mask);
        BigInteger half = BigInteger.ONE.shiftLeft(rule.bits() - 1);
        for (BigInteger value : seen.coefficients()) {
          int bin = value.add(half).shiftRight(rule.bits() - 4).intValueExact();
          counts[Math.min(bins - 1, Math.max(0, bin))]++;
        }
      }
    }
    double expected = (double) n * inputs.size() / bins;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // 15 degrees of freedom: 2^-20 of all samples are beyond.
    assertThat(chiSquare).isLessThan(57);
  }

  @Test
  void build_oneLimbFewer_refusedAndGarbageWithoutTheCheck() {
    List<Ciphertext> few = world.inCoefficients(LIMBS - 1);
    ConvertingRefreshBuilder builder = world.builder("few", few, world.toSlots());
    assertThatThrownBy(builder::build)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("too few limbs for masks of 210 bits and 3 parties, expected 5")
        .hasMessageContaining("got 4");
    try (Scope scope = Scope.open();
        ConvertingRefresh unchecked = builder.buildWithoutRoomCheck()) {
      double[] got = parties.decrypt(world.refreshed(unchecked, few).outputs().get(0));
      assertThat(Parties.worst(got, world.slotValues(0, world.values))).isGreaterThan(10);
    }
  }

  @Test
  void finalise_valueBeyondItsBound_refused() {
    int beyond = MaskRule.of(2 * Conversions.NARROW).bits() + 3;
    BigInteger[] message = new BigInteger[parties.dimension()];
    Arrays.fill(message, BigInteger.ONE.shiftLeft(beyond));
    List<Ciphertext> inputs = new ArrayList<>(world.inSlots(LIMBS));
    inputs.set(1, world.encrypt(message, LIMBS, Conversions.NARROW, "beyond"));
    try (ConvertingRefresh request =
        world.builder("beyond", inputs, world.toCoefficients()).build()) {
      assertThatThrownBy(() -> world.refreshed(request, inputs))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining(
              "cannot finalise converting-refresh: the masked sum of input 1 is larger than its"
                  + " masks and bound allow, expected at most 186 bits, got 188");
    }
  }

  @Test
  void finalise_incompleteSumOrWrongNumberOfInputs_refused() {
    List<Ciphertext> inputs = world.inCoefficients(LIMBS);
    try (ConvertingRefresh request = coefficientsToSlots("all")) {
      List<Share> shares = parties.shares(request);
      shares.forEach(parties::owned);
      Share two = parties.owned(request.aggregateShares(shares.subList(0, 2)));
      assertThatThrownBy(() -> world.finalise(request, inputs, two))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("shares are missing")
          .hasMessageContaining("[provider-002]");
      assertThatThrownBy(() -> world.refreshed(request, inputs.subList(0, 1)))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("wrong number of first polynomials, expected 2, got 1");
    }
  }

  static Stream<Arguments> badRequests() {
    List<Ciphertext> inputs = world.inCoefficients(LIMBS);
    ConversionMap map = world.toSlots();
    CoefficientLayout otherRing = CoefficientLayout.of(2048, ROWS, NEURONS);
    SlotLayout otherSlots = new SlotLayout(2048, ROWS, NEURONS);
    return Stream.of(
        Arguments.of(
            world.builder("bad", inputs, map).inputs(List.of(), Conversions.WIDE),
            "there is no input, expected at least 1, got 0"),
        Arguments.of(
            world.builder("bad", inputs.subList(0, 1), map),
            "the map is for another number of inputs, expected 2, got 1"),
        Arguments.of(
            world.builder(
                "bad",
                inputs.subList(0, 1),
                ConversionMap.toSlots(otherRing, otherSlots, Factor.ONE)),
            "the map is for another ring, expected dimension 1024, got 2048"),
        Arguments.of(
            world
                .builder("bad", inputs, map)
                .inputs(
                    List.of(second(inputs).get(0), parties.owned(second(inputs).get(1).drop(4))),
                    0x1p80),
            "the inputs differ, expected 5 limbs of Q each, got 4"),
        Arguments.of(
            world.builder("bad", inputs, map).inputs(second(inputs), Double.NaN),
            "bad scale of the inputs, expected a positive number, got NaN"),
        Arguments.of(
            world.builder("bad", inputs, map).outputs(5, 0),
            "bad scale of the outputs, expected a positive number, got 0.0"),
        Arguments.of(
            world.builder("bad", inputs, map).outputs(6, 0x1p45),
            "bad limbs of the outputs, expected 1 to 5, got 6"),
        Arguments.of(
            ConvertingRefresh.builder(parties.session, Place.of("bad"))
                .inputs(second(inputs), 0x1p80)
                .map(map),
            "the masks are missing, expected a mask rule, got none"),
        Arguments.of(
            ConvertingRefresh.builder(parties.session, Place.of("bad"))
                .inputs(second(inputs), 0x1p80)
                .masks(MaskRule.of(0x1p80)),
            "the map is missing, expected one, got none"));
  }

  private static List<Polynomial> second(List<Ciphertext> inputs) {
    return inputs.stream().map(input -> parties.owned(input.c1())).toList();
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void build_badRequest_refused(ConvertingRefreshBuilder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(ProtocolException.class)
        .hasMessage("cannot ask for a converting refresh: " + message);
  }
}
