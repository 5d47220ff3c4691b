package parley.mhe.party;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parley.mhe.ParleyException;
import parley.mhe.disk.FileNames;

/** Finds the stores below a directory. Stateless. */
public final class KeyStores {
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
