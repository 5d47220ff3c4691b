package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import parley.mhe.binding.Native;

/**
 * Makes, writes, reads and closes objects 10,000 times and fails when the process grows by 50 MB or
 * more. For a JVM whose heap is all resident from the start.
 */
final class MemoryCycles {
  private static final int WARM_UP = 2_000;
  private static final int CYCLES = 10_000;
  private static final long LIMIT_KIB = 50 * 1024;

  private MemoryCycles() {}

  public static void main(String[] args) throws IOException {
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TEST_4096)) {
      double[] values = SoloKeys.values(2048, 1);
      for (int i = 0; i < WARM_UP; i++) {
        cycle(context, values);
      }
      long alive = Native.polysAlive();
      long before = residentKiB();
      for (int i = 0; i < CYCLES; i++) {
        cycle(context, values);
      }
      long growth = residentKiB() - before;
      System.out.println("resident " + before + " KiB, growth " + growth + " KiB");
      assertThat(Native.polysAlive()).isEqualTo(alive);
      assertThat(growth).isLessThan(LIMIT_KIB);
    }
  }

  private static void cycle(CkksContext context, double[] values) {
    try (Plaintext m = new Encoder(context).encode(values, 0x1p45, 2);
        Polynomial p = m.polynomial();
        Polynomial q = p.add(p);
        Ciphertext c = Ciphertext.of(p, q, 0x1p45);
        Ciphertext read = Ciphertext.fromBytes(context, c.toBytes())) {
      assertThat(read.limbs()).isEqualTo(2);
    }
  }

  private static long residentKiB() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new AssertionError("no VmRSS line");
  }
}
