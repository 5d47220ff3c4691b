package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.mhe.binding.Native;
import parley.mhe.random.Samplers;
import parley.mhe.random.SecretAccess;

class WireIT {
  private static CkksContext context;
  private static SoloKeys keys;
  private static Ciphertext ciphertext;
  private static byte[] bytes;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    keys = new SoloKeys(context, 4);
    ciphertext = keys.encrypt(SoloKeys.values(512, 1), 0x1p45, 3, 1);
    bytes = ciphertext.toBytes();
  }

  @AfterAll
  static void close() {
    ciphertext.close();
    keys.close();
    context.close();
  }

  @Test
  void fromBytes_ofToBytes_isTheSame() {
    try (Ciphertext read = Ciphertext.fromBytes(context, bytes)) {
      assertThat(read.toBytes()).isEqualTo(bytes);
      assertThat(read.hash()).isEqualTo(ciphertext.hash()).hasSize(32);
      assertThat(read.limbs()).isEqualTo(3);
      assertThat(read.scale()).isEqualTo(0x1p45);
    }
    assertThat(bytes).hasSize(Wire.HEADER + 2 * 3 * 1024 * 8);
    same(keys.pair().publicKey().toBytes(), b -> PublicKey.fromBytes(context, b), k -> k.toBytes());
    try (SwitchingKey key = keys.relinearisationKey()) {
      same(key.toBytes(), b -> SwitchingKey.fromBytes(context, b), k -> k.toBytes());
    }
    try (Polynomial p = Samplers.ternary(context, SoloKeys.seed(1), 5, true)) {
      same(p.toBytes(), b -> Polynomial.fromBytes(context, b), k -> k.toBytes());
    }
    try (Plaintext p = new Encoder(context).encodeConstant(1, 3e10, 2)) {
      same(p.toBytes(), b -> Plaintext.fromBytes(context, b), k -> k.toBytes());
    }
  }

  private static <T extends NativeOwner> void same(
      byte[] bytes, Function<byte[], T> read, Function<T, byte[]> write) {
    try (T value = read.apply(bytes)) {
      assertThat(write.apply(value)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, magic",
    "4, 9, version",
    "6, 0, kind",
    "8, 1, polynomials",
    "8, 99, polynomials",
    "12, 0, limbs",
    "12, 6, limbs",
    "12, 2, bytes",
    "16, 2, extension",
    "16, 1, limbs",
    "27, 128, scale",
    "28, 1, fingerprint"
  })
  void fromBytes_alteredHeader_namesTheField(int at, int value, String field) {
    byte[] bad = bytes.clone();
    bad[at] = (byte) (at == 28 ? bad[at] + value : value);
    assertThatThrownBy(() -> Ciphertext.fromBytes(context, bad))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("cannot read ciphertext")
        .hasMessageContaining(field)
        .hasMessageContaining("expected");
  }

  @Test
  void fromBytes_truncatedOrLonger_isRefused() {
    for (int length : new int[] {0, 10, Wire.HEADER, bytes.length - 1, bytes.length + 1}) {
      byte[] bad = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Ciphertext.fromBytes(context, bad))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("bytes");
    }
  }

  @Test
  void fromBytes_residueNotBelowItsPrime_isRefusedAndLeaksNothing() {
    long alive = Native.polysAlive();
    for (int limb = 0; limb < 6; limb++) {
      for (long residue : new long[] {context.primes()[limb % 3], -1, Long.MAX_VALUE}) {
        byte[] bad = bytes.clone();
        ByteBuffer.wrap(bad)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Wire.HEADER + 8 * (1024 * limb + 77), residue);
        assertThatThrownBy(() -> Ciphertext.fromBytes(context, bad))
            .isInstanceOf(ParleyException.class)
            .hasMessageContaining("wrong residue");
      }
    }
    assertThat(Native.polysAlive()).isEqualTo(alive);
  }

  @Test
  void fromBytes_ofAnotherRing_isRefused() {
    CkksParameters other =
        CkksParameters.builder().logRingDimension(10).limbs(5).digits(3).insecure(true).build();
    try (CkksContext foreign = CkksContext.open(other)) {
      assertThatThrownBy(() -> Ciphertext.fromBytes(foreign, bytes))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("fingerprint");
    }
    assertThatThrownBy(() -> PublicKey.fromBytes(context, bytes))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("kind");
  }

  @Test
  void restore_ofExportedShare_isTheSameSecret() {
    SecretAccess token = SecretAccess.forKeyStore();
    byte[] exported = keys.pair().secret().export(token);
    assertThat(exported).hasSize(256);
    try (SecretKeyShare restored = SecretKeyShare.restore(context, exported, token);
        Polynomial a = restored.extended();
        Polynomial b = keys.pair().secret().extended();
        Polynomial low = restored.polynomial(2);
        Polynomial dropped = b.drop(2)) {
      assertThat(a.toBytes()).isEqualTo(b.toBytes());
      assertThat(low.toBytes()).isEqualTo(dropped.toBytes());
    }
    byte[] bad = exported.clone();
    bad[3] = -1;
    assertThatThrownBy(() -> SecretKeyShare.restore(context, bad, token))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> SecretKeyShare.restore(context, new byte[7], token))
        .isInstanceOf(ParleyException.class);
    assertThat(keys.pair().secret().toString() + keys.pair()).doesNotContainPattern("\\d");
  }
}
