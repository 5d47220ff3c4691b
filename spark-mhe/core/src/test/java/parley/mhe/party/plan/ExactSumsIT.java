package parley.mhe.party.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.Party;

/** What a plan that promises integers needs for its scale. */
class ExactSumsIT {
  private static final int DIMENSION = 1 << 13;

  private static CkksContext context;

  @BeforeAll
  static void open() {
    context =
        CkksContext.open(CkksParameters.builder().logRingDimension(13).limbs(3).digits(3).build());
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static PartyPlan plan(int providers, int blocks, double upload, double opening) {
    List<String> names = IntStream.range(0, providers).mapToObj(i -> "p" + i).toList();
    // 3.2 sqrt(4 n N / 3) a provider, as the statement of the collective encryption has it.
    double deviation = 3.2 * Math.sqrt(4.0 * DIMENSION * providers / 3 + 1) * Math.sqrt(providers);
    StepSource source =
        upload == opening ? StepSource.of("sum/upload") : StepSource.computedFrom("sum/upload");
    return PartyPlan.builder("test", context)
        .providers(names)
        .publicKey()
        .step(
            UploadStep.builder("sum/upload", ProtocolKind.SUMS)
                .values(blocks * DIMENSION)
                .output(3, upload)
                .maxAbs(0x1p40)
                .build())
        .step(
            OpeningStep.builder("sum/open", ProtocolKind.KEY_SWITCH)
                .objects(blocks)
                .input(3, opening)
                .source(source)
                .ciphertextDeviation(deviation)
                .maxAbs(0x1p40 * providers)
                .build())
        .build();
  }

  /**
   * The least scales, by hand: sigma = 2^39 sqrt(tau n) 3.2 sqrt(4 n N / 3) sqrt(N), and 16 sigma
   * sqrt(N) at most.
   */
  @ParameterizedTest(name = "{0} providers, {1} ciphertexts: 2^{2}")
  @CsvSource({"3, 1, 61", "10, 1, 63", "96, 1, 68", "96, 2, 69", "160, 1, 69", "3, 16, 63"})
  void requireExactSums_leastScale_isAcceptedAndOneBitLessRefused(
      int providers, int blocks, int least) {
    double n = DIMENSION;
    double bits =
        4
            + 39
            + .5 * log2(blocks * n)
            + log2(3.2)
            + .5 * log2(4 * n * providers / 3)
            + log2(providers);
    assertThat(Math.ceil(bits)).isEqualTo(least);
    assertThatCode(plan(providers, blocks, least, least)::requireExactSums)
        .doesNotThrowAnyException();
    assertThatThrownBy(plan(providers, blocks, least - 1, least - 1)::requireExactSums)
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("of at least 2^" + least)
        .hasMessageEndingWith("got 2^%d.0 and 2^%d.0".formatted(least - 1, least - 1));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void requireExactSums_scaleThatGaveWrongIntegers_isRefused() {
    assertThatThrownBy(plan(96, 1, 66, 66)::requireExactSums)
        .hasMessageContaining("cannot plan the step sum/upload: its scale does not carry integers");
    assertThatThrownBy(() -> Party.join(plan(96, 1, 66, 66), "p0"))
        .hasMessageContaining("cannot plan the step sum/upload");
  }

  static List<Arguments> otherScales() {
    return List.of(Arguments.of(61.5, 61.5), Arguments.of(62, 61), Arguments.of(61, 62));
  }

  @ParameterizedTest
  @MethodSource("otherScales")
  void requireExactSums_noPowerOfTwoOrAnotherAtTheOpening_isRefused(double upload, double open) {
    assertThatThrownBy(plan(3, 1, upload, open)::requireExactSums)
        .hasMessageContaining("expected a power of two");
  }
}
