package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.binding.Native;

/** The kernels against OpenFHE: as this processor runs them, and the scalar ones. */
class KernelsIT {
  /** Primes of 50 bits, which only the scalar kernels take. */
  private static final CkksParameters INSECURE_LONG_PRIMES =
      CkksParameters.builder()
          .logRingDimension(11)
          .limbs(7)
          .digits(2)
          .scaleBits(50)
          .insecure(true)
          .build();

  /** An odd log n and digits of three primes. */
  private static final CkksParameters INSECURE_ODD =
      CkksParameters.builder().logRingDimension(11).limbs(6).digits(2).insecure(true).build();

  static Stream<CkksParameters> parameters() {
    return Stream.of(
        INSECURE_ODD,
        INSECURE_LONG_PRIMES,
        CkksParameters.INSECURE_TEST_4096,
        CkksParameters.SECURE_14);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void transforms_ofEveryPrime_areThoseOfOpenfhe(CkksParameters parameters) {
    try (CkksContext c = CkksContext.open(parameters)) {
      CrossChecks.transforms(c);
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void rescale_atEveryNumberOfLimbs_isThatOfOpenfhe(CkksParameters parameters) {
    try (CkksContext c = CkksContext.open(parameters)) {
      CrossChecks.rescale(c);
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void keySwitch_keyWithoutNoise_differsFromOpenfheByRounding(CkksParameters parameters) {
    try (CkksContext c = CkksContext.open(parameters)) {
      CrossChecks.keySwitchWithoutNoise(c);
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void keySwitch_relinearisationKey_hasThePhaseOfOpenfhe(CkksParameters parameters) {
    try (CkksContext c = CkksContext.open(parameters)) {
      CrossChecks.keySwitchPhase(c);
    }
  }

  @Test
  void kernels_scalarAskedFor_giveTheSameResidues() {
    ForkedJvm.Result result = run("scalar");
    assertThat(result.code()).as(result.output()).isZero();
    try (CkksContext c = CkksContext.open(CkksParameters.INSECURE_TEST_4096)) {
      assertThat(result.output().lines()).containsExactly("scalar", KernelRun.productHash(c));
    }
  }

  @Test
  void kernels_othersAskedFor_areRefused() {
    ForkedJvm.Result result = run("fast");
    assertThat(result.code()).isNotZero();
    assertThat(result.output())
        .contains("cannot choose kernels", "expected auto or scalar, got fast");
  }

  @Test
  void kernels_onThisMachine_areNamed() {
    assertThat(Native.kernels()).isIn("AVX2+FMA", "scalar");
  }

  private static ForkedJvm.Result run(String kernels) {
    return ForkedJvm.run(KernelRun.class, List.of(), Map.of("PARLEY_KERNELS", kernels));
  }
}
