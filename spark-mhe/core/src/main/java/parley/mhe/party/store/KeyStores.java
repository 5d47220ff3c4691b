package parley.mhe.party.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parley.error.ParleyException;
import parley.mhe.disk.FileNames;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.machine.DiskErrors;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;

/** Finds the stores below a directory. Stateless. */
public final class KeyStores {
  /** The file that {@link #claim} makes, gone again when a session was made or not. */
  private static final String CLAIM = ".session.claim";

  private KeyStores() {}

  /**
   * The stores below a directory, by the names of their folders.
   *
   * @param passphrase where the passphrase is that protects them
   * @throws KeyException when the directory cannot be listed
   */
  public static List<KeyStore> below(Path root, PassphraseSource passphrase) {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(folder -> KeyStore.at(folder, owner(folder), passphrase))
          .filter(KeyStore::exists)
          .sorted((a, b) -> a.directory().compareTo(b.directory()))
          .toList();
    } catch (IOException e) {
      throw new KeyException(
          "cannot list the key stores below "
              + root
              + ": "
              + StoreFiles.reason(e)
              + ", expected a directory with one folder a provider",
          e);
    }
  }

  /**
   * Claims a directory of stores for one new session on this machine, so that two that begin at
   * once do not each get a part of the providers. The directory is made if it is missing.
   *
   * @throws parley.mhe.disk.PlaceTakenException when another session is being made there
   * @throws KeyException when the directory cannot be written to
   */
  public static PlaceClaim claim(Path root) {
    try {
      StoreFiles.makeFolder(root.toAbsolutePath());
      return PlaceClaim.take(root.resolve("session"));
    } catch (IOException e) {
      throw new KeyException(
          "cannot make key stores below "
              + root
              + ": "
              + DiskErrors.reason(e)
              + ", expected a directory to write to",
          e);
    }
  }

  /**
   * Removes the stores of one session, which may still be open in this process, and no others.
   *
   * @param session hex of the session's id
   */
  public static void remove(Path root, String session) throws IOException {
    for (KeyStore store : below(root, PassphraseSource.none())) {
      if (isOf(store, session)) {
        store.removeFiles();
      }
    }
    Files.deleteIfExists(root.resolve(CLAIM));
  }

  /** Whether a store is of a session; what cannot be read is not. */
  private static boolean isOf(KeyStore store, String session) {
    try {
      return store.summary().session().equals(session);
    } catch (KeyException e) {
      return false;
    }
  }

  /** The provider that the key names, if the folder is where its store belongs. */
  private static String owner(Path folder) {
    String name = folder.getFileName().toString();
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(KeyStore.KEY_FILE));
      String provider = KeyFile.fromBytes(bytes, KeyException::new).provider();
      return FileNames.of(provider).equals(name) ? provider : name;
    } catch (IOException | ParleyException e) {
      return name;
    }
  }
}
