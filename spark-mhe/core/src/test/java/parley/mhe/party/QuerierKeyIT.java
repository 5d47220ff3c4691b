package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.SecretAccess;

class QuerierKeyIT {
  @TempDir private Path folder;

  private byte[] file() {
    return QuerierKey.generate().export(SecretAccess.forKeyStore());
  }

  @Test
  void read_whatWasExported_opensTheSamePair() throws IOException {
    QuerierKey key = QuerierKey.generate();
    Path file = Files.write(folder.resolve("k"), key.export(SecretAccess.forKeyStore()));

    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
        KeyPair one = key.open(context);
        KeyPair two = QuerierKey.read(file).open(context);
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

    assertThatThrownBy(() -> QuerierKey.read(file))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read querier key " + file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 51})
  void read_cutShort_refused(int length) throws IOException {
    Path file = Files.write(folder.resolve("k"), Arrays.copyOf(file(), length));

    assertThatThrownBy(() -> QuerierKey.read(file))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read querier key " + file);
  }

  @Test
  void read_anotherKindOfFile_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("k"), "-----BEGIN PRIVATE KEY-----");

    assertThatThrownBy(() -> QuerierKey.read(file))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it is not a key file of parley keygen");
  }

  @Test
  void toString_key_showsNothing() {
    assertThat(QuerierKey.generate()).hasToString("QuerierKey[not shown]");
  }
}
