package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.random.Samplers;

/** What a sum refresh does before an opening; small ring, fixed seeds. */
class FloodIT {
  private static final int COUNT = 3;
  private static final int LIMBS = 5;
  private static final double IN = 0x1.00003p90;
  private static final double OUT = 0x1p100;
  private static final int KEPT = 512;
  private static final Flood FLOOD = new Flood(20);

  /** Noise of the input, far below the flooding's 2^-23. */
  private static final double INHERITED = 0x1p-30;

  private static Parties parties;
  private static PublicKey key;
  private static double[] values;
  private static Ciphertext input;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 31);
    key = parties.publicKey();
    values = Parties.values(parties.slots(), 1, 1);
    input = noisy(parties, key, values);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  /** The values with noise in every coefficient, as a computation leaves it. */
  private static Ciphertext noisy(Parties parties, PublicKey key, double[] values) {
    Random random = new Random(5);
    int n = parties.dimension();
    BigInteger[] noise = new BigInteger[n];
    for (int p = 0; p < n; p++) {
      double one = random.nextGaussian() * INHERITED * IN;
      noise[p] = new BigDecimal(one).toBigInteger();
    }
    int[] all = IntStream.range(0, n).toArray();
    try (Scope scope = Scope.open()) {
      Ciphertext clean = parties.encrypt(key, values, IN, LIMBS, "values");
      Polynomial c0 = clean.c0().add(Polynomial.ofCoefficients(parties.context, LIMBS, all, noise));
      return parties.owned(scope.keep(Ciphertext.of(c0, clean.c1(), IN)));
    }
  }

  private static SumRefreshBuilder builder(Parties parties, String step, Ciphertext input) {
    return SumRefresh.builder(parties.session, Place.of(step))
        .inputs(List.of(parties.owned(input.c1())), IN)
        .stride(parties.dimension() / KEPT)
        .masks(MaskRule.of(2 * IN))
        .output(SumRefreshOutput.single(0, 1, IN, 8, OUT));
  }

  private static SumRefreshBuilder builder(String step) {
    return builder(parties, step, input);
  }

  /** Kept coefficients of the result over its scale. */
  private static double[] kept(Parties parties, SumRefresh request, Ciphertext input, Share sum) {
    try (Scope scope = Scope.open();
        request) {
      SumRefreshResult result =
          request.finalise(List.of(request.keptCoefficients(input.c0())), sum);
      Ciphertext output = result.outputs().get(0);
      int stride = request.stride();
      BigInteger[] coefficients =
          parties
              .phase(output)
              .coefficients(IntStream.range(0, KEPT).map(p -> p * stride).toArray());
      return Arrays.stream(coefficients).mapToDouble(c -> c.doubleValue() / OUT).toArray();
    }
  }

  private static double[] kept(SumRefresh request) {
    try (Share sum = parties.sum(request)) {
      return kept(parties, request, input, sum);
    }
  }

  /** (m_p - m_(n-p)) / 2 of coefficients that are not projected; m_0 first. */
  private static double[] real(double[] kept) {
    double[] out = new double[KEPT / 2];
    out[0] = kept[0];
    for (int p = 1; p < out.length; p++) {
      out[p] = (kept[p] - kept[KEPT - p]) / 2;
    }
    return out;
  }

  private static double deviation(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / values.length);
  }

  private static double[] difference(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(p -> one[p] - other[p]).toArray();
  }

  /** Every party's full amount: sqrt(N) sigma in each real coefficient. */
  @ParameterizedTest
  @ValueSource(ints = {3, 10})
  void finalise_flooded_lowOrderNoiseIsThatOfAllParties(int count) {
    try (Parties some = Parties.of(CkksParameters.INSECURE_TEST_4096, count, 32)) {
      Ciphertext noisy = noisy(some, some.publicKey(), values);
      SumRefresh plain = builder(some, "plain", noisy).build();
      SumRefresh flooded = builder(some, "flooded", noisy).flood(FLOOD).build();
      double[] without;
      double[] with;
      try (Share one = some.sum(plain);
          Share other = some.sum(flooded)) {
        without = real(kept(some, plain, noisy, one));
        with = real(kept(some, flooded, noisy, other));
      }
      double expected = FLOOD.deviation(1) * Math.sqrt(count);
      // 256 samples: 5 % is a standard error and more.
      assertThat(deviation(difference(with, without))).isBetween(0.85 * expected, 1.15 * expected);
      assertThat(Math.abs(with[0] - without[0])).isBetween(expected / 100, 4 * expected);
    }
  }

  /** Its share less the same with its flooding taken off, for each party alone. */
  @Test
  void genShare_flooded_everyPartyAddsAllOfIt() {
    for (PartySecrets secrets : parties.secrets) {
      try (Scope scope = Scope.open();
          SumRefresh request = builder("each").flood(FLOOD).build()) {
        ShareSeeds seeds = ShareSeeds.of(secrets, request.transcript().id());
        BigInteger[] drawn = FLOOD.sample(seeds.seed("flood", 0, 0), OUT, KEPT);
        // h1 = -a s + terms + flooding + e, and the terms are those of the masks.
        BigInteger[] masks =
            Samplers.masks(
                seeds.seed("mask", 0, request.maskRule().bits(), request.stride()),
                request.maskRule().bits(),
                KEPT);
        Share share = parties.owned(request.genShare(secrets));
        Polynomial a =
            CommonString.expand(parties.context, request.transcript().id(), 0, 0, 8, false);
        BigInteger[] rest =
            a.multiplyAdd(secrets.share().polynomial(8), share.polynomials().get(0))
                .coefficients(IntStream.range(0, KEPT).map(p -> p * request.stride()).toArray());
        Factor half = Factor.of(1, IN, OUT).half();
        BigInteger[] twice = Flood.twiceReal(masks);
        for (int p = 0; p < KEPT; p++) {
          BigInteger error = rest[p].subtract(half.apply(twice[p])).subtract(drawn[p]);
          assertThat(error.abs()).as("position %d", p).isLessThan(BigInteger.valueOf(50));
        }
        assertThat(deviation(Arrays.stream(drawn).mapToDouble(BigInteger::doubleValue).toArray()))
            .isBetween(0.85 * FLOOD.deviation(OUT), 1.15 * FLOOD.deviation(OUT));
      }
    }
  }

  /** The imaginary half, which is noise alone, is gone up to the fresh noise of 3.2 sqrt(N). */
  @Test
  void finalise_flooded_slotsAreReal() {
    double[] plain = kept(builder("imaginary").build());
    double[] flooded = kept(builder("real").flood(FLOOD).build());
    double fresh = 8 * NoiseBounds.sumRefresh(COUNT) / OUT;
    double[] imaginary = new double[KEPT / 2];
    for (int p = 1; p < KEPT / 2; p++) {
      imaginary[p] = plain[p] + plain[KEPT - p];
      assertThat(flooded[p] + flooded[KEPT - p]).isCloseTo(0, within(2 * fresh));
    }
    assertThat(flooded[KEPT / 2]).isCloseTo(0, within(fresh));
    assertThat(deviation(imaginary)).isGreaterThan(INHERITED);
    assertThat(Math.abs(plain[KEPT / 2])).isGreaterThan(2 * fresh);
  }

  /** The mean over slots of a period, and not its half or another coefficient. */
  @Test
  void finalise_flooded_valuesStay() {
    double[] expected = new double[parties.slots()];
    int period = KEPT / 2;
    for (int i = 0; i < expected.length; i++) {
      int first = i % period;
      double sum = 0;
      for (int k = first; k < expected.length; k += period) {
        sum += values[k];
      }
      expected[i] = sum * period / expected.length;
    }
    try (Scope scope = Scope.open();
        SumRefresh request = builder("values").flood(FLOOD).build();
        Share sum = parties.sum(request)) {
      SumRefreshResult result =
          request.finalise(List.of(request.keptCoefficients(input.c0())), sum);
      double[] got = parties.decrypt(result.outputs().get(0));
      double slot = FLOOD.deviation(1) * Math.sqrt(KEPT * COUNT);
      double[] errors = difference(got, expected);
      assertThat(deviation(errors)).isBetween(0.8 * slot, 1.2 * slot);
      assertThat(Arrays.stream(errors).map(Math::abs).max().orElseThrow()).isLessThan(6 * slot);
      // So p for slots of so many bits is as many more.
      int bits = Flood.bitsForSlots(20, KEPT, COUNT);
      assertThat(new Flood(bits).deviation(1) * Math.sqrt(KEPT * COUNT))
          .isBetween(0x1p-24, 0x1p-23);
    }
  }

  /**
   * Each coefficient stays, with what would be an imaginary part of slots, and has its own noise.
   */
  @Test
  void finalise_floodedCoefficients_areNotProjected() {
    double[] plain = kept(builder("coefficients").build());
    double[] fine = kept(builder("coefficients").flood(Flood.ofCoefficients(40)).build());
    double[] errors = difference(fine, plain);
    double one = new Flood(40).deviation(1) * Math.sqrt(COUNT);
    assertThat(deviation(errors)).isBetween(0.8 * one, 1.2 * one);
    assertThat(deviation(difference(real(errors), new double[KEPT / 2])))
        .as("mirrored coefficients have noises of their own")
        .isBetween(0.6 * one, 0.8 * one);
    assertThat(Flood.ofCode(Flood.ofCoefficients(40).code())).isEqualTo(Flood.ofCoefficients(40));
    assertThat(Flood.ofCode(FLOOD.code())).isEqualTo(FLOOD);
  }

  @Test
  void finalise_floodedAndPacked_everyValueHasItsOwnFlooding() {
    Spread spread = new Spread(parties.context, 4);
    List<SumRefreshTerm> terms = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      terms.add(SumRefreshTerm.of(0, spread.exponent(j), Factor.of((j + 1) / 4.0, IN, OUT)));
    }
    try (Scope scope = Scope.open();
        SumRefresh request =
            SumRefresh.builder(parties.session, Place.of("packed"))
                .inputs(List.of(input.c1()), IN)
                .masks(MaskRule.of(2 * IN))
                .output(new SumRefreshOutput(8, OUT, terms))
                .flood(FLOOD)
                .build();
        Share sum = parties.sum(request)) {
      RotationKeys keys = parties.automorphismKeys(spread.galoisElements());
      SumRefreshResult result =
          request.finalise(List.of(request.keptCoefficients(input.c0())), sum);
      List<Ciphertext> outputs = spread.apply(result.outputs().get(0), keys);
      double mean = Parties.mean(values);
      double[] errors =
          IntStream.range(0, 3)
              .mapToDouble(j -> parties.decrypt(outputs.get(j))[0] - (j + 1) * mean)
              .toArray();
      double one = 4 * FLOOD.deviation(1) * Math.sqrt(COUNT);
      for (double error : errors) {
        assertThat(Math.abs(error)).isBetween(one / 100, 5 * one);
      }
      assertThat(Arrays.stream(errors).map(e -> Math.rint(e / one * 1e6)).distinct()).hasSize(3);
    }
  }

  @Test
  void genShare_again_sameBytesAndOtherFloodingForOtherContent() {
    PartySecrets secrets = parties.secrets.get(0);
    try (SumRefresh one = builder("again").flood(FLOOD).build();
        SumRefresh same = builder("again").flood(FLOOD).build();
        CollectiveProtocol read = CollectiveProtocol.fromBytes(parties.session, one.toBytes());
        Share first = one.genShare(secrets);
        Share second = same.genShare(secrets);
        Share third = read.genShare(secrets)) {
      assertThat(second.toBytes()).isEqualTo(first.toBytes());
      assertThat(third.toBytes()).isEqualTo(first.toBytes());
      assertThat(((SumRefresh) read).flood()).isEqualTo(FLOOD);
    }
    List<byte[]> ids =
        Stream.of(null, new Flood(20), new Flood(21), Flood.ofCoefficients(20))
            .map(flood -> builder("again").flood(flood))
            .map(
                b -> {
                  try (SumRefresh request = b.build()) {
                    return request.transcript().id();
                  }
                })
            .toList();
    assertThat(ids.stream().map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
  }

  @Test
  void flood_bitsOrScaleOutOfRange_refused() {
    assertThatThrownBy(() -> new Flood(7)).hasMessageContaining("expected 8 to 64 bits");
    assertThatThrownBy(() -> new Flood(65)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(
            () ->
                builder("scale")
                    .output(SumRefreshOutput.single(0, 1, IN, 8, 0x1p32))
                    .flood(FLOOD)
                    .build())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected a deviation of 2^10 to 2^200, got 512");
  }
}
