package parley.mhe.vault;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;

/**
 * Where a vault keeps a provider's part of one session: a folder named after the time it began,
 * with the provider's key store and a file that says in clear which session it is. Immutable.
 */
record SessionFolder(Path path, String provider, PassphraseSource passphrase) {
  private static final String ABOUT = "session.properties";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one; nothing is written yet. */
  static SessionFolder create(Path root, String provider, PassphraseSource passphrase) {
    byte[] suffix = new byte[4];
    RANDOM.nextBytes(suffix);
    String name = TIME.format(Clock.systemUTC().instant()) + "-" + HexFormat.of().formatHex(suffix);
    return new SessionFolder(root.resolve(name), provider, passphrase);
  }

  /** Those of a provider, newest first. */
  static List<SessionFolder> all(Path root, String provider, PassphraseSource passphrase) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .sorted(Comparator.reverseOrder())
          .map(folder -> new SessionFolder(folder, provider, passphrase))
          .filter(folder -> folder.store().exists())
          .toList();
    } catch (IOException e) {
      throw cannot("look for sessions in", root, e);
    }
  }

  /** Makes the folder of all sessions, for its owner only. */
  static void prepare(Path root) {
    try {
      if (!Files.exists(root)) {
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(owner()));
      }
      if (!Files.isDirectory(root) || !Files.isWritable(root)) {
        throw new KeyException(
            "cannot keep sessions in " + root + ": expected a folder that this user may write to");
      }
    } catch (IOException e) {
      throw cannot("keep sessions in", root, e);
    }
  }

  KeyStore store() {
    return KeyStore.of(path, provider, passphrase);
  }

  /** Writes which session it is, before the key store is made. */
  void describe(byte[] planHash, byte[] nonce) {
    Properties about = new Properties();
    about.setProperty("provider", provider);
    about.setProperty("plan", HexFormat.of().formatHex(planHash));
    about.setProperty("nonce", HexFormat.of().formatHex(nonce));
    try {
      if (!Files.exists(path)) {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(owner()));
      }
      try (Writer out = Files.newBufferedWriter(path.resolve(ABOUT))) {
        about.store(out, null);
      }
    } catch (IOException e) {
      throw cannot("keep the session in", path, e);
    }
  }

  /** Whether it says that it is this session; an empty nonce stands for any. */
  boolean isAbout(byte[] planHash, byte[] nonce) {
    Properties about = new Properties();
    try (Reader in = Files.newBufferedReader(path.resolve(ABOUT))) {
      about.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
    return HexFormat.of().formatHex(planHash).equals(about.getProperty("plan"))
        && Optional.ofNullable(about.getProperty("nonce"))
            .filter(own -> nonce.length == 0 || own.equals(HexFormat.of().formatHex(nonce)))
            .isPresent();
  }

  /** Removes what was written of a session that did not begin. */
  void withdraw() {
    if (store().exists()) {
      return;
    }
    try {
      Files.deleteIfExists(path.resolve(ABOUT));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw cannot("remove", path, e);
    }
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> owner() {
    return PosixFilePermissions.fromString("rwx------");
  }

  private static KeyException cannot(String verb, Path path, IOException e) {
    return new KeyException(
        "cannot " + verb + " " + path + ": " + e + ", expected a folder of the vault's user", e);
  }
}
