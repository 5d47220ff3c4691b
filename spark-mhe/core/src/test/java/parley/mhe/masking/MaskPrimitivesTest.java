package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.Seed;

/** Known answers made by Python's cryptography, for keys of 32 bytes 01 and 32 bytes 02. */
class MaskPrimitivesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] AGREED =
      HEX.parseHex("2ed76ab549b1e73c031eb49c9448f0798aea81b698279a0c3dc3e49fbfc4b953");
  private static final byte[] KEY =
      HEX.parseHex("0c4be57e4898f0bd12637df6aafae40eb0826cbdb059165746baea47fa15cb7c");

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void x25519_knownKeys_agreeOnTheKnownSecret() {
    byte[] two = new byte[32];
    X25519.generatePublicKey(filled(2), 0, two, 0);
    byte[] agreed = new byte[32];
    X25519.calculateAgreement(filled(1), 0, two, 0, agreed, 0);
    assertThat(HEX.formatHex(two))
        .isEqualTo("ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59");
    assertThat(agreed).isEqualTo(AGREED);
  }

  @Test
  void key_ofTheKnownSecret_isTheKnownOne() {
    byte[] info = "parley/mask/test".getBytes(StandardCharsets.UTF_8);
    assertThat(Hkdf.key(AGREED, new byte[0], info)).isEqualTo(KEY);
    assertThat(Hkdf.key(AGREED, new byte[] {1}, info)).isNotEqualTo(KEY);
  }

  @Test
  void addStream_narrowWords_areTheKnownOnes() {
    MaskedVector words = MaskedVector.zeros(32, 50890);
    words.addStream(KEY, 1);
    long[] values = words.toLongs();
    assertThat(Arrays.copyOf(values, 6))
        .containsExactly(-1486436624, -30101042, 1148363191, 1599622999, 1653428059, 1692476653);
    assertThat(values[50889]).isEqualTo(727806842);
    assertThat(Arrays.stream(values).sum() & 0xffffffffL).isEqualTo(1206718715L);
    words.addStream(KEY, -1);
    assertThat(words.toLongs()).containsOnly(0);
  }

  @Test
  void addStream_wideWords_areTheKnownOnes() {
    MaskedVector words = MaskedVector.zeros(64, 5000);
    words.addStream(KEY, 1);
    assertThat(Arrays.copyOf(words.toLongs(), 4))
        .containsExactly(
            -129282988156991760L,
            6870328467782803895L,
            7269131875531968347L,
            -3687701194197593919L);
    words.addStream(KEY, -1);
    assertThat(words.toLongs()).containsOnly(0);
  }

  @Test
  void send_thenReceive_givesBothTheSameSecret() {
    for (KeyExchange exchange : KeyExchange.values()) {
      MaskKeys a = MaskKeys.of(Seed.of(filled(1)), exchange);
      MaskKeys b = MaskKeys.of(Seed.of(filled(2)), exchange);
      MaskKeys.Sent sent = a.send(b.publicKey(), filled(7));
      assertThat(b.receive(a.publicKey(), sent.ciphertext())).isEqualTo(sent.secret());
      assertThat(sent.secret()).hasSize(exchange == KeyExchange.HYBRID ? 64 : 32);
      assertThat(a.publicKey()).hasSize(MaskKeys.publicKeyBytes(exchange));
      assertThat(MaskKeys.of(Seed.of(filled(1)), exchange).publicKey()).isEqualTo(a.publicKey());
      assertThat(a.send(b.publicKey(), filled(7)).ciphertext()).isEqualTo(sent.ciphertext());
      assertThat(a.toString()).isEqualTo("MaskKeys[not shown]");
    }
  }

  /** Neither half of a hybrid secret alone may tell it. */
  @Test
  void send_hybrid_hasBothHalvesAndChangesWithTheContext() {
    MaskKeys a = MaskKeys.of(Seed.of(filled(1)), KeyExchange.HYBRID);
    MaskKeys b = MaskKeys.of(Seed.of(filled(2)), KeyExchange.HYBRID);
    byte[] one = a.send(b.publicKey(), filled(7)).secret();
    byte[] other = a.send(b.publicKey(), filled(8)).secret();
    assertThat(Arrays.copyOf(one, 32)).isEqualTo(Arrays.copyOf(other, 32));
    assertThat(Arrays.copyOfRange(one, 32, 64)).isNotEqualTo(Arrays.copyOfRange(other, 32, 64));
    assertThat(Arrays.copyOf(one, 32)).isNotEqualTo(Arrays.copyOfRange(one, 32, 64));
  }

  @Test
  void send_toAKeyThatIsNone_isRefused() {
    MaskKeys a = MaskKeys.of(Seed.of(filled(1)), KeyExchange.X25519);
    MaskKeys hybrid = MaskKeys.of(Seed.of(filled(1)), KeyExchange.HYBRID);
    assertThatThrownBy(() -> a.send(new byte[32], filled(7)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("small order");
    assertThatThrownBy(() -> a.send(new byte[31], filled(7)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected 32 bytes, got 31");
    assertThatThrownBy(() -> hybrid.receive(hybrid.publicKey(), new byte[5]))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected 1088 bytes, got 5");
    byte[] beyond = hybrid.publicKey();
    Arrays.fill(beyond, 32, 100, (byte) 0xff);
    assertThatThrownBy(() -> hybrid.send(beyond, filled(7)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("none of ML-KEM-768");
  }

  @Test
  void of_integersBeyondTheirWord_areRefused() {
    assertThatThrownBy(() -> MaskedVector.of(32, new long[] {0, 1L << 31}))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("integer 1")
        .hasMessageContaining("32 bits");
    assertThat(MaskedVector.of(32, new long[] {-1L << 31}).toLongs()).containsExactly(-1L << 31);
    assertThatThrownBy(() -> MaskedVector.zeros(16, 1)).hasMessageContaining("32 or 64");
    assertThatThrownBy(() -> MaskedVector.zeros(32, 1).add(MaskedVector.zeros(32, 2)))
        .hasMessageContaining("another shape");
    assertThatThrownBy(() -> MaskedVector.fromBytes(64, new byte[12]))
        .hasMessageContaining("multiple of 8");
  }

  @Test
  void fromBytes_ofWhatWasWritten_isTheSame() {
    for (int bits : new int[] {32, 64}) {
      MaskedVector words = MaskedVector.of(bits, new long[] {1, -2, 3_000_000});
      assertThat(MaskedVector.fromBytes(bits, words.toBytes()).toLongs())
          .isEqualTo(words.toLongs());
      assertThat(words.toBytes()).hasSize(3 * bits / 8).startsWith(1, 0, 0, 0);
    }
  }
}
