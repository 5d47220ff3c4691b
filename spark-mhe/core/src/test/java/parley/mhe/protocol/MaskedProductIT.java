package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Axis;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.WideIntegers;

/** Products of a masked matrix against plain ones, on a small ring. */
class MaskedProductIT {
  private static final int LIMBS = 5;
  private static final double SCALE = 0x1p45;

  /** Two blocks of 256 rows. */
  private static final int ROWS = 300;

  private static final int NEURONS = 4;
  private static final int CLASSES = 3;
  private static final byte[] KEYS = {1, 2, 3};
  private static final byte[] NO_INPUT = new byte[0];
  private static Parties parties;
  private static Conversions world;
  private static List<Ciphertext> inCoefficients;
  private static List<Ciphertext> inSlots;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TOY, 3, 11);
    world = new Conversions(parties, ROWS, NEURONS);
    inCoefficients = world.inCoefficients(LIMBS);
    inSlots = world.inSlots(LIMBS);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static int stride() {
    return world.coefficients.stride();
  }

  private static double[][] matrix(int rows, int columns, int seed) {
    double[][] matrix = new double[rows][];
    for (int r = 0; r < rows; r++) {
      matrix[r] = Parties.values(columns, seed + r, 1);
    }
    return matrix;
  }

  /** A ciphertext with m[r][c] at X^(r + stride c). */
  private static Ciphertext encrypt(double[][] m, int from, int to, String label) {
    BigInteger[] message = new BigInteger[parties.dimension()];
    Arrays.fill(message, BigInteger.ZERO);
    for (int r = from; r < to; r++) {
      for (int c = 0; c < m[r].length; c++) {
        BigDecimal scaled = new BigDecimal(m[r][c]).multiply(new BigDecimal(SCALE));
        message[r - from + stride() * c] = scaled.toBigInteger();
      }
    }
    return world.encrypt(message, LIMBS, SCALE, label);
  }

  /** The masked integers where they are. */
  private static ConversionMap identity(int polynomials, Factor factor) {
    int n = parties.dimension();
    return ConversionMap.of(
        n,
        ConversionMap.Side.COEFFICIENTS,
        polynomials,
        ConversionMap.Side.COEFFICIENTS,
        polynomials,
        factor,
        List.of(new Moves(0, 0, List.of(new Axis(polynomials * n, 1, 1)))));
  }

  private static MaskedProduct product(
      String step, MaskReference masked, ProductShape shape, List<Ciphertext> factors) {
    List<Polynomial> pairs = new ArrayList<>();
    for (Ciphertext factor : factors) {
      pairs.add(parties.owned(factor.c0()));
      pairs.add(parties.owned(factor.c1()));
    }
    List<Polynomial> key = List.of(parties.owned(world.key.b()), parties.owned(world.key.a()));
    return MaskedProduct.of(
        parties.session, Place.of(step), masked, shape, pairs, SCALE, SCALE * SCALE, key, KEYS);
  }

  private static Share sum(MaskedProduct request) {
    List<Share> shares = new ArrayList<>();
    for (PartySecrets each : parties.secrets) {
      shares.add(parties.owned(request.genShare(each, NO_INPUT)));
    }
    return parties.owned(request.aggregateShares(shares));
  }

  private static void requireProduct(Ciphertext output, double[][] expected, int rows) {
    BigInteger[] phase = parties.phase(output).coefficients();
    double worst = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < CLASSES; c++) {
        double got = phase[r + stride() * c].doubleValue() / SCALE / SCALE;
        worst = Math.max(worst, Math.abs(got - expected[r][c]));
      }
    }
    assertThat(worst).isBetween(0x1p-45, 0x1p-26);
  }

  private static List<Ciphertext> weights(double[][] w) {
    List<Ciphertext> factors = new ArrayList<>();
    for (int k = 0; k < NEURONS; k++) {
      factors.add(encrypt(w, k, k + 1, "weights " + k));
    }
    return factors;
  }

  private static void requireForwards(
      MaskReference masked, List<WideIntegers> y, ConversionMap way) {
    double[][] w = matrix(NEURONS, CLASSES, 500);
    ProductShape shape = new ProductShape(way, stride(), false, NEURONS);
    try (Scope scope = Scope.open();
        MaskedProduct request = product("forwards", masked, shape, weights(w))) {
      List<Ciphertext> outputs = request.finalise(y, sum(request));
      assertThat(outputs).hasSize(world.coefficients.blocks());
      for (int block = 0; block < outputs.size(); block++) {
        int from = block * stride();
        int rows = Math.min(stride(), ROWS - from);
        double[][] expected = new double[rows][CLASSES];
        for (int r = 0; r < rows; r++) {
          for (int c = 0; c < CLASSES; c++) {
            for (int k = 0; k < NEURONS; k++) {
              expected[r][c] += world.values[from + r][k] * w[k][c];
            }
          }
        }
        requireProduct(outputs.get(block), expected, rows);
      }
    }
  }

  /** One mask serves the conversion and the product. */
  @Test
  void finalise_forwardsOfCoefficients_productInEachBlock() {
    try (Scope scope = Scope.open();
        ConvertingRefresh masking =
            world.builder("masking", inCoefficients, world.toSlots()).build()) {
      ConvertingRefreshResult masked = world.refreshed(masking, inCoefficients);
      Factor down = Factor.of(1, Conversions.WIDE, SCALE);
      requireForwards(masked.reference(), masked.masked(), identity(inCoefficients.size(), down));
    }
  }

  /** Numbers in slots go to coefficients by a map on the masks, at each party and the driver. */
  @Test
  void finalise_forwardsOfSlots_productInEachBlock() {
    try (Scope scope = Scope.open();
        ConvertingRefresh masking = world.builder("slots", inSlots, world.sumNeurons()).build()) {
      ConvertingRefreshResult masked = world.refreshed(masking, inSlots);
      requireForwards(masked.reference(), masked.masked(), world.toCoefficients());
    }
  }

  @Test
  void finalise_transposed_sumsOverTheRowsOfAllBlocks() {
    double[][] e = matrix(ROWS, CLASSES, 900);
    Factor down = Factor.of(1, Conversions.WIDE, SCALE);
    ProductShape shape =
        new ProductShape(identity(inCoefficients.size(), down), stride(), true, NEURONS);
    List<Ciphertext> errors =
        List.of(encrypt(e, 0, stride(), "e 0"), encrypt(e, stride(), ROWS, "e 1"));
    try (Scope scope = Scope.open();
        ConvertingRefresh masking =
            world.builder("transposed", inCoefficients, world.toSlots()).build()) {
      ConvertingRefreshResult masked = world.refreshed(masking, inCoefficients);
      try (MaskedProduct request = product("transposed", masked.reference(), shape, errors)) {
        List<Ciphertext> outputs = request.finalise(masked.masked(), sum(request));
        assertThat(outputs).hasSize(NEURONS);
        for (int k = 0; k < NEURONS; k++) {
          double[][] expected = new double[1][CLASSES];
          for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < CLASSES; c++) {
              expected[0][c] += world.values[r][k] * e[r][c];
            }
          }
          requireProduct(outputs.get(k), expected, 1);
        }
      }
    }
  }

  private static ProductShape forwards() {
    Factor down = Factor.of(1, Conversions.WIDE, SCALE);
    return new ProductShape(identity(inCoefficients.size(), down), stride(), false, NEURONS);
  }

  /** A quotient of two shares would show masks: each is hidden by a zero of its own. */
  @Test
  void genShare_twoPlaces_differByEncryptionsOfZero() {
    List<Ciphertext> factors = weights(matrix(NEURONS, CLASSES, 500));
    PartySecrets party = parties.secrets.get(0);
    try (Scope scope = Scope.open();
        ConvertingRefresh masking =
            world.builder("masking", inCoefficients, world.toSlots()).build();
        MaskedProduct one = product("one", MaskReference.of(masking), forwards(), factors);
        MaskedProduct two = product("two", MaskReference.of(masking), forwards(), factors)) {
      Share first = parties.owned(one.genShare(party, NO_INPUT));
      assertThat(parties.owned(one.genShare(party, NO_INPUT)).toBytes()).isEqualTo(first.toBytes());
      Share second = parties.owned(two.genShare(party, NO_INPUT));
      for (int o = 0; o < 2; o++) {
        Polynomial c0 = first.polynomials().get(2 * o).subtract(second.polynomials().get(2 * o));
        Polynomial c1 =
            first.polynomials().get(2 * o + 1).subtract(second.polynomials().get(2 * o + 1));
        assertThat(largest(c1.coefficients())).isGreaterThan(230);
        Ciphertext zero = Ciphertext.of(c0, c1, SCALE);
        assertThat(largest(parties.phase(zero).coefficients())).isBetween(5, 16);
      }
      assertThatThrownBy(() -> one.genShare(party))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("the masks are missing");
    }
  }

  private static int largest(BigInteger[] values) {
    return Arrays.stream(values).mapToInt(BigInteger::bitLength).max().orElse(0);
  }

  /** The masks of an answer with private input follow from that input too. */
  @Test
  void finalise_maskingHadPrivateInput_itsHashGivesTheMasks() {
    List<Ciphertext> factors = weights(matrix(NEURONS, CLASSES, 500));
    try (Scope scope = Scope.open();
        ConvertingRefresh masking =
            world
                .builder("labels", inCoefficients, world.toSlots())
                .commitments(world.commitments())
                .build()) {
      List<Share> shares = new ArrayList<>();
      List<byte[]> hashes = new ArrayList<>();
      for (PartySecrets each : parties.secrets) {
        List<long[]> none = new ArrayList<>();
        for (int o = 0; o < masking.map().outputs(); o++) {
          none.add(new long[0]);
        }
        PrivateInput input = PrivateInput.of(Conversions.data(each.party()), none);
        hashes.add(input.hash());
        shares.add(parties.owned(masking.genShare(each, input)));
      }
      Share maskingSum = parties.owned(masking.aggregateShares(shares));
      ConvertingRefreshResult masked = world.finalise(masking, inCoefficients, maskingSum);
      try (MaskedProduct request = product("labels", masked.reference(), forwards(), factors)) {
        List<Share> right = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
          right.add(parties.owned(request.genShare(parties.secrets.get(i), hashes.get(i))));
        }
        Share rightSum = parties.owned(request.aggregateShares(right));
        List<Ciphertext> outputs = request.finalise(masked.masked(), rightSum);
        List<Ciphertext> wrong = request.finalise(masked.masked(), sum(request));
        assertThat(largest(parties.phase(outputs.get(0)).coefficients())).isLessThan(100);
        assertThat(largest(parties.phase(wrong.get(0)).coefficients())).isGreaterThan(200);
      }
    }
  }

  static Stream<Arguments> badRequests() {
    List<Ciphertext> factors = weights(matrix(NEURONS, CLASSES, 500));
    MaskReference masked =
        new MaskReference(new byte[32], identity(inCoefficients.size(), Factor.ONE), 200);
    ConversionMap way = identity(inCoefficients.size(), Factor.ONE);
    return Stream.of(
        Arguments.of(
            "the number of polynomials does not fit, expected 10, got 8",
            call(masked, forwards(), factors.subList(0, 3))),
        Arguments.of(
            "the number of masked inputs does not fit, expected 2, got 1",
            call(masked, new ProductShape(identity(1, Factor.ONE), 256, false, 4), factors)),
        Arguments.of(
            "bad stride, expected a power of two from 1 to 1024, got 3",
            (Runnable) () -> new ProductShape(way, 3, false, 4)),
        Arguments.of(
            "bad number of neurons, expected 1 to 4, got 5",
            (Runnable) () -> new ProductShape(way, 256, false, 5)),
        Arguments.of(
            "the way ends in slots, expected coefficients, got slots",
            (Runnable) () -> new ProductShape(world.toSlots(), 256, false, 4)));
  }

  private static Runnable call(MaskReference masked, ProductShape shape, List<Ciphertext> factors) {
    return () -> product("bad", masked, shape, factors);
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void of_badRequest_refused(String message, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ProtocolException.class)
        .hasMessage("cannot ask for a masked product: " + message);
  }

  @Test
  void finalise_incompleteSumOrOtherInputs_refused() {
    List<Ciphertext> factors = weights(matrix(NEURONS, CLASSES, 500));
    MaskReference masked =
        new MaskReference(new byte[32], identity(inCoefficients.size(), Factor.ONE), 200);
    try (MaskedProduct request = product("incomplete", masked, forwards(), factors)) {
      Share one = parties.owned(request.genShare(parties.secrets.get(0), NO_INPUT));
      assertThatThrownBy(() -> request.finalise(List.of(), one))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("shares are missing");
      Share all = sum(request);
      assertThatThrownBy(() -> request.finalise(List.of(), all))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("wrong number of masked inputs, expected 2, got 0");
    }
  }
}
