package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private static final int WINDOW = 16;

  @Test
  void isIn_partsOfSecretsAnywhere_asComparingEveryPosition() {
    Random random = new Random(3);
    int found = 0;
    for (int trial = 0; trial < 40; trial++) {
      byte[] secret = bytes(random, 40);
      if (trial % 3 == 0) {
        Arrays.fill(secret, 4, 15, (byte) 0);
      }
      ByteSearch search = ByteSearch.of(List.of(secret));
      for (int copy = 0; copy < 300; copy++) {
        byte[] searched = copy % 2 == 0 ? bytes(random, 60) : new byte[WINDOW + copy % 60];
        int length = Math.min(13 + random.nextInt(6), Math.min(secret.length, searched.length));
        int from = random.nextInt(secret.length - length + 1);
        int to = random.nextInt(searched.length - length + 1);
        System.arraycopy(secret, from, searched, to, length);

        boolean expected = isInByComparing(secret, searched);
        assertThat(search.isIn(searched)).isEqualTo(expected);
        found += expected ? 1 : 0;
      }
    }
    assertThat(found).isBetween(3_000, 9_000);
  }

  private static byte[] bytes(Random random, int more) {
    byte[] bytes = new byte[WINDOW + random.nextInt(more)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Windows of one byte repeated, or of one word repeated, are not searched for. */
  private static boolean isInByComparing(byte[] secret, byte[] searched) {
    for (int i = 0; i + WINDOW <= searched.length; i++) {
      for (int j = 0; j + WINDOW <= secret.length; j++) {
        if (Arrays.equals(searched, i, i + WINDOW, secret, j, j + WINDOW)
            && !Arrays.equals(secret, j, j + 8, secret, j + 8, j + WINDOW)) {
          return true;
        }
      }
    }
    return false;
  }
}
