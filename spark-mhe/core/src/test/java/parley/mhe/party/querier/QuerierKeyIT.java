package parley.mhe.party.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;

class QuerierKeyIT {
  @TempDir private Path folder;

  private byte[] file() {
    return QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none());
  }

  @Test
  void read_whatWasExported_opensTheSamePair() throws IOException {
    QuerierKey key = QuerierKey.generate();
    Path file =
        Files.write(
            folder.resolve("k"), key.export(SecretAccess.forKeyStore(), PassphraseSource.none()));

    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
        KeyPair one = key.open(context);
        KeyPair two = QuerierKey.read(file, PassphraseSource.none()).open(context);
        KeyPair other = QuerierKey.generate().open(context)) {
      assertThat(two.publicKey().toBytes()).isEqualTo(one.publicKey().toBytes());
      assertThat(other.publicKey().toBytes()).isNotEqualTo(one.publicKey().toBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 12, 43, 44, 51})
  void read_oneByteAltered_refused(int position) throws IOException {
    byte[] bytes = file();
    bytes[position] ^= 1;
    Path file = Files.write(folder.resolve("k"), bytes);

    assertThatThrownBy(() -> QuerierKey.read(file, PassphraseSource.none()))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read querier key " + file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 51})
  void read_cutShort_refused(int length) throws IOException {
    Path file = Files.write(folder.resolve("k"), Arrays.copyOf(file(), length));

    assertThatThrownBy(() -> QuerierKey.read(file, PassphraseSource.none()))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read querier key " + file);
  }

  @Test
  void read_anotherKindOfFile_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("k"), "-----BEGIN PRIVATE KEY-----");

    assertThatThrownBy(() -> QuerierKey.read(file, PassphraseSource.none()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it is not a key file of parley keygen");
  }

  @Test
  void read_underAPassphrase_opensWithItAlone() throws IOException {
    PassphraseSource right = passphrase("right", "correct horse battery");
    QuerierKey key = QuerierKey.generate();
    Path file = Files.write(folder.resolve("k"), key.export(SecretAccess.forKeyStore(), right));
    byte[] secret = key.export(SecretAccess.forKeyStore(), PassphraseSource.none());

    assertThat(
            QuerierKey.read(file, right)
                .export(SecretAccess.forKeyStore(), PassphraseSource.none()))
        .isEqualTo(secret);
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .doesNotContain(HexFormat.of().formatHex(secret, 12, 44));
    assertThatThrownBy(() -> QuerierKey.read(file, passphrase("wrong", "incorrect horse")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("the passphrase is wrong, or the file was altered");
    assertThatThrownBy(() -> QuerierKey.read(file, PassphraseSource.none()))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it is protected by a passphrase");
  }

  @Test
  void read_inClearWithAPassphraseNamed_saysSo() throws IOException {
    Path file = Files.write(folder.resolve("k"), file());

    assertThatThrownBy(() -> QuerierKey.read(file, passphrase("p", "correct horse")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it is not protected by a passphrase");
  }

  private PassphraseSource passphrase(String name, String text) throws IOException {
    return PassphraseSource.file(Files.writeString(folder.resolve(name), text));
  }

  @Test
  void toString_key_showsNothing() {
    assertThat(QuerierKey.generate()).hasToString("QuerierKey[not shown]");
  }
}
