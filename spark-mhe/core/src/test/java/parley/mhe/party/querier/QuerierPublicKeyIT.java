package parley.mhe.party.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.SecretAccess;

/** The file that a querier gives to whoever works for it. */
class QuerierPublicKeyIT {
  private static final byte[] PLAN = WireWriter.sha256Digest().digest(new byte[] {1});
  private static final byte[] OTHER_PLAN = WireWriter.sha256Digest().digest(new byte[] {2});

  private static final QuerierKey KEY = QuerierKey.generate();
  private static CkksContext context;
  private static QuerierPublicKey made;

  @TempDir private Path folder;

  @BeforeAll
  static void make() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    made = KEY.publicFor(context, PLAN);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("public"), bytes);
  }

  @Test
  void read_whatWasWritten_isTheKeyPairsPublicHalf() throws IOException {
    QuerierPublicKey read = QuerierPublicKey.read(file(made.toBytes()));

    try (KeyPair pair = KEY.open(context);
        PublicKey opened = read.open(context)) {
      assertThat(opened.toBytes()).isEqualTo(pair.publicKey().toBytes());
    }
    assertThat(read.fingerprint()).isEqualTo(KEY.fingerprint());
    assertThat(read.credential().querier()).isEqualTo(Optional.of(KEY.fingerprint()));
    assertThat(read.parameters()).isEqualTo(CkksParameters.INSECURE_TOY);
    read.requirePlan(PLAN);
  }

  @Test
  void toBytes_publicKey_holdNoSecret() {
    byte[] secret = KEY.export(SecretAccess.forKeyStore(), PassphraseSource.none());
    byte[] seed = Arrays.copyOfRange(secret, 12, 44);
    byte[] bytes = made.toBytes();
    for (int at = 0; at + seed.length <= bytes.length; at++) {
      assertThat(Arrays.equals(bytes, at, at + seed.length, seed, 0, seed.length)).isFalse();
    }
  }

  @Test
  void requirePlan_another_refused() {
    assertThatThrownBy(() -> made.requirePlan(OTHER_PLAN))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it was made for another plan, expected");
  }

  @Test
  void open_otherParameters_refused() {
    try (CkksContext other = CkksContext.open(CkksParameters.INSECURE_TEST_4096)) {
      assertThatThrownBy(() -> made.open(other))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("it is for other parameters");
    }
  }

  /** Positions, from the end if negative, in magic, parameters, plan, key, signatures. */
  @ParameterizedTest
  @ValueSource(ints = {5, 36, 45, 60, 500, -140, -100, -66, -1})
  void read_oneBitAltered_refused(int position) throws IOException {
    byte[] bytes = made.toBytes();
    bytes[position < 0 ? bytes.length + position : position] ^= 1;
    Path file = file(bytes);

    assertThatThrownBy(() -> QuerierPublicKey.read(file))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("cannot read the querier's public key " + file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 40, 80, 1000})
  void read_cutShort_refused(int length) throws IOException {
    Path file = file(Arrays.copyOf(made.toBytes(), length));

    assertThatThrownBy(() -> QuerierPublicKey.read(file))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("cannot read the querier's public key " + file);
  }

  @Test
  void read_planOfAnotherFile_refused() throws IOException {
    byte[] one = made.toBytes();
    byte[] other = KEY.publicFor(context, OTHER_PLAN).toBytes();
    byte[] mixed = one.clone();
    int plan = indexOf(one, PLAN);
    System.arraycopy(other, plan, mixed, plan, PLAN.length);
    Path file = file(mixed);

    assertThatThrownBy(() -> QuerierPublicKey.read(file))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("its signature does not fit");
  }

  @Test
  void read_noFileOrAnotherKind_saysSo() throws IOException {
    assertThatThrownBy(() -> QuerierPublicKey.read(folder.resolve("nowhere")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("there is no such file");
    Path fingerprint =
        file((KEY.fingerprint() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> QuerierPublicKey.read(fingerprint))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it is not what parley keygen --public-for writes");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("it is not in there");
  }
}
