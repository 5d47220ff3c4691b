package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import parley.mhe.binding.Native;

/** All cross-checks and one product, with whichever kernels the environment asks for. */
final class KernelRun {
  private KernelRun() {}

  public static void main(String[] args) {
    System.out.println(Native.kernels());
    try (CkksContext c = CkksContext.open(CkksParameters.SECURE_14)) {
      CrossChecks.transforms(c);
    }
    try (CkksContext c = CkksContext.open(CkksParameters.INSECURE_TEST_4096)) {
      CrossChecks.transforms(c);
      CrossChecks.rescale(c);
      CrossChecks.keySwitchWithoutNoise(c);
      CrossChecks.keySwitchPhase(c);
      System.out.println(productHash(c));
    }
  }

  /** Hash of a relinearised, rescaled product of fixed seeds, found precise. */
  static String productHash(CkksContext c) {
    double[] x = SoloKeys.values(c.parameters().slots(), 1);
    double[] y = SoloKeys.values(c.parameters().slots(), 2);
    double[] expected = new double[x.length];
    Arrays.setAll(expected, i -> x[i] * y[i]);
    Evaluator evaluator = new Evaluator(c);
    try (Scope scope = Scope.open();
        SoloKeys keys = new SoloKeys(c, 3);
        SwitchingKey key = keys.relinearisationKey()) {
      Ciphertext a = keys.encrypt(x, 0x1p45, 4, 1);
      Ciphertext b = keys.encrypt(y, 0x1p45, 4, 2);
      Ciphertext product = evaluator.rescale(evaluator.multiply(a, b, key));
      assertThat(SoloKeys.error(keys.pair().decrypt(product), expected)).isLessThan(0x1p-25);
      return HexFormat.of().formatHex(product.hash());
    }
  }
}
