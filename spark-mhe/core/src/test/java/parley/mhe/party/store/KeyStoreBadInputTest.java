package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.party.Party;
import parley.mhe.party.TestParties;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.WireWriter;

/** A row a way to spoil a store: what was done to it, and what opening it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyStoreBadInputTest {
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir private static Path folder;
  private PassphraseSource passphrase;
  private Path good;
  private Path earlier;

  private interface Spoiler {
    void spoil(Path store) throws IOException;
  }

  private record Row(String name, Spoiler spoiler, String passphrase, String message) {}

  @BeforeAll
  void makeStores() throws IOException {
    passphrase =
        PassphraseSource.file(Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n"));
    good = session("good");
    earlier = session("earlier");
  }

  private Path session(String name) {
    Path root = folder.resolve(name);
    TestParties.with(TestParties.NAMES.stream().map(n -> KeyStore.of(root, n, passphrase)).toList())
        .close();
    return root;
  }

  private static void noChange(Path store) {}

  private static Row row(String name, Spoiler spoiler, String message) {
    return new Row(name, spoiler, PASSPHRASE, message);
  }

  private Stream<Arguments> rows() {
    return Stream.of(
            new Row(
                "wrong passphrase",
                KeyStoreBadInputTest::noChange,
                "wrong horse",
                "the passphrase is wrong, or the file was altered"),
            new Row(
                "passphrase in another case",
                KeyStoreBadInputTest::noChange,
                "Correct horse battery",
                "the passphrase is wrong"),
            new Row(
                "no passphrase",
                KeyStoreBadInputTest::noChange,
                "",
                "it is protected by a passphrase"),
            row("key missing", s -> Files.delete(s.resolve("key")), "the key is missing"),
            row("ledger missing", s -> Files.delete(s.resolve("ledger")), "the ledger is missing"),
            row(
                "ledger of an earlier epoch",
                s -> copy(earlier.resolve("a/ledger"), s.resolve("ledger")),
                "the ledger is of another key epoch"),
            row(
                "key of an earlier epoch",
                s -> copy(earlier.resolve("a/key"), s.resolve("key")),
                "the ledger is of another key epoch"),
            row(
                "another provider's ledger",
                s -> copy(good.resolve("b/ledger"), s.resolve("ledger")),
                "the ledger is another provider's, expected a, got b"),
            row(
                "another provider's store",
                s -> {
                  copy(good.resolve("b/key"), s.resolve("key"));
                  copy(good.resolve("b/ledger"), s.resolve("ledger"));
                },
                "the key is another provider's, expected a, got b"),
            row(
                "key altered",
                s -> flip(s.resolve("key"), 500),
                "the key was altered or cut short"),
            row("key cut short", s -> cut(s.resolve("key")), "the key was altered or cut short"),
            row(
                "key empty",
                s -> Files.write(s.resolve("key"), new byte[0]),
                "it was altered or cut short"),
            row(
                "key altered with a new checksum",
                s -> resum(s.resolve("key"), -100),
                "the key was altered, expected what was written"),
            row(
                "provider altered with a new checksum",
                s -> resum(s.resolve("key"), WHEN),
                "the passphrase is wrong, or the file was altered"),
            row(
                "ledger altered",
                s -> flip(s.resolve("ledger"), -1),
                "the ledger was altered or is another key's"),
            row("ledger cut short", s -> cut(s.resolve("ledger")), "the ledger"),
            row(
                "ledger empty",
                s -> Files.write(s.resolve("ledger"), new byte[0]),
                "it was altered or cut short"),
            row(
                "version to come",
                s -> version(s.resolve("key"), 4),
                "its version is unknown, expected 2 or 3, got 4"),
            row(
                "key said to be of the version before",
                s -> {
                  version(s.resolve("key"), 2);
                  resum(s.resolve("key"));
                },
                "the passphrase is wrong, or the file was altered"),
            row(
                "ledger's version to come",
                s -> version(s.resolve("ledger"), 3),
                "the ledger's version is unknown, expected 2, got 3"),
            row(
                "version 1",
                s ->
                    Files.write(
                        s.resolve("key"),
                        new WireWriter().add("parley/key-store/1").add(new byte[99]).toBytes()),
                "it is of version 1, which was not encrypted"),
            row(
                "something else",
                s -> Files.write(s.resolve("key"), new WireWriter().add("PNG").toBytes()),
                "the key is something else"),
            row(
                "unreadable",
                s -> {
                  Files.delete(s.resolve("key"));
                  Files.createDirectory(
                      s.resolve("key"),
                      PosixFilePermissions.asFileAttribute(
                          PosixFilePermissions.fromString("rwx------")));
                },
                "Is a directory"),
            row("folder open to the group", s -> mode(s, "rwxr-x---"), "others can get at"),
            row(
                "key open to the world",
                s -> mode(s.resolve("key"), "rw-r--r--"),
                "expected mode rw-------, got rw-r--r--"),
            row(
                "ledger open to the world",
                s -> mode(s.resolve("ledger"), "rw----r--"),
                "chmod go= "))
        .map(row -> Arguments.of(row.name(), row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void resume_spoiltStore_refusedByName(String name, Row row, @TempDir Path root)
      throws IOException {
    Path store =
        Files.createDirectory(
            root.resolve("a"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String file : new String[] {"key", "ledger"}) {
      copy(good.resolve("a").resolve(file), store.resolve(file));
    }
    row.spoiler().spoil(store);
    PassphraseSource source =
        row.passphrase().isEmpty()
            ? PassphraseSource.none()
            : PassphraseSource.file(Files.writeString(root.resolve("p"), row.passphrase()));

    assertThatThrownBy(() -> Party.resume(KeyStore.of(root, "a", source)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("cannot open the key store " + store + " of a: ")
        .hasMessageContaining(row.message())
        .message()
        .doesNotContain("horse");
    // The refusal leaves no lock behind.
    assertThatThrownBy(() -> Party.resume(KeyStore.of(root, "a", source)))
        .message()
        .doesNotContain("in use");
  }

  private static final int WHEN = 4 + 16 + 8 + 4 + 1 + 36 + 4 + 7;

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // The last byte of the first mark, which is the newest of an empty ledger.
    bytes[at < 0 ? bytes.length - 81 : at] ^= 1;
    Files.write(file, bytes);
  }

  /** Alters a byte and makes the checksum fit, as a forger can. */
  private static void resum(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(file, bytes);
    resum(file);
  }

  private static void resum(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] body = Arrays.copyOf(bytes, bytes.length - 32);
    System.arraycopy(WireWriter.sha256Digest().digest(body), 0, bytes, body.length, 32);
    Files.write(file, bytes);
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 3 / 4));
  }

  private static void version(Path file, int version) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int magic = ByteBuffer.wrap(bytes).getInt();
    ByteBuffer.wrap(bytes).putInt(4 + magic + 4, version);
    Files.write(file, bytes);
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
