package parley.mhe.masking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The words of AES-256 in counter mode from counter 0, little-endian: uniform modulo 2^32 or 2^64
 * as they are. One key makes one stream, so a key must serve one vector. For one thread.
 */
final class MaskStream {
  private static final int CHUNK = 1 << 14;
  private static final byte[] ZEROS = new byte[CHUNK];
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Cipher cipher;
  private final byte[] words = new byte[CHUNK];

  /**
   * @param key 32 bytes
   */
  MaskStream(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a mask: the JDK lacks AES-256-CTR", e);
    }
  }

  /** Adds the next words, or with sign -1 subtracts them. */
  void addTo(int[] sum, int sign) {
    for (int at = 0; at < sum.length; ) {
      int count = Math.min(CHUNK / Integer.BYTES, sum.length - at);
      next(count * Integer.BYTES);
      if (sign > 0) {
        for (int j = 0; j < count; j++) {
          sum[at + j] += (int) INTS.get(words, j * Integer.BYTES);
        }
      } else {
        for (int j = 0; j < count; j++) {
          sum[at + j] -= (int) INTS.get(words, j * Integer.BYTES);
        }
      }
      at += count;
    }
    forget();
  }

  /** Adds the next words, or with sign -1 subtracts them. */
  void addTo(long[] sum, int sign) {
    for (int at = 0; at < sum.length; ) {
      int count = Math.min(CHUNK / Long.BYTES, sum.length - at);
      next(count * Long.BYTES);
      if (sign > 0) {
        for (int j = 0; j < count; j++) {
          sum[at + j] += (long) LONGS.get(words, j * Long.BYTES);
        }
      } else {
        for (int j = 0; j < count; j++) {
          sum[at + j] -= (long) LONGS.get(words, j * Long.BYTES);
        }
      }
      at += count;
    }
    forget();
  }

  private void next(int bytes) {
    try {
      cipher.update(ZEROS, 0, bytes, words, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a mask: the JDK's AES-256-CTR failed", e);
    }
  }

  private void forget() {
    Arrays.fill(words, (byte) 0);
  }
}
