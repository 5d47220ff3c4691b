package parley.cli.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.machine.DiskErrors;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.store.KeyStores;

/**
 * The providers' stores of a training: new ones, in a folder that is this command's alone until it
 * ends. Unless the command succeeds the stores of its session go again, and those that were there
 * before come back; where a checkpoint needs them they stay. For one thread.
 */
public final class KeyStoreFolder {
  private final @Nullable OwnedPlace place;
  private final BooleanSupplier needed;
  private volatile @Nullable String session;
  private volatile boolean made;

  private KeyStoreFolder(@Nullable OwnedPlace place, BooleanSupplier needed) {
    this.place = place;
    this.needed = needed;
  }

  /**
   * Claims the place before any work is done.
   *
   * @throws InputException if it holds something and {@code force} is false, it cannot be written,
   *     or another command is at work there
   */
  public static KeyStoreFolder at(@Nullable Path folder, boolean force) {
    if (folder == null) {
      return new KeyStoreFolder(null, () -> true);
    }
    return fresh(claim(folder), folder, force, () -> false, " (--force replaces it)");
  }

  /**
   * The same for a training that another process may go on with: stores that a saved training needs
   * are left alone, and no others are replaced.
   *
   * @param saved whether there is a saved training, asked now and when this one ends
   * @throws InputException if a saved training lacks its stores, or a new one finds others
   */
  public static KeyStoreFolder resumable(@Nullable Path folder, BooleanSupplier saved) {
    if (folder == null) {
      return new KeyStoreFolder(null, () -> true);
    }
    OwnedPlace place = claim(folder);
    if (!saved.getAsBoolean()) {
      return fresh(place, folder, false, saved, " for a new training with --checkpoint");
    }
    if (!Files.isDirectory(folder) || isEmptyFolder(folder)) {
      throw new InputException(
          "cannot go on with the training: its providers' keys are not in "
              + folder
              + ", expected the key stores that it began with");
    }
    return new KeyStoreFolder(null, () -> true);
  }

  private static OwnedPlace claim(Path folder) {
    return OwnedPlace.claim(folder, "keep the providers' keys in " + folder);
  }

  private static KeyStoreFolder fresh(
      OwnedPlace place, Path folder, boolean force, BooleanSupplier needed, String hint) {
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      if (!force) {
        throw new InputException(
            "cannot keep the providers' keys in "
                + folder
                + ": it holds something, expected a new or empty folder"
                + hint);
      }
      if (Files.isDirectory(folder)) {
        KeyStores.below(folder, PassphraseSource.none()).forEach(KeyStore::requireUnused);
      }
    }
    return new KeyStoreFolder(place, needed);
  }

  /** Makes room; from here on failing brings back what was there. */
  public void begin() {
    if (place == null) {
      return;
    }
    try {
      if (Files.exists(place.path()) && !isEmptyFolder(place.path())) {
        place.moveAway();
      }
      Cleanup.register(this, undoing());
      if (!Files.exists(place.path())) {
        Files.createDirectory(place.path(), SyncedFiles.mode("rwx------"));
        made = true;
      }
    } catch (IOException e) {
      throw new ParleyException(
          "cannot make the key store " + place.path() + ": " + DiskErrors.reason(e), e);
    }
  }

  private Cleanup.Step undoing() {
    return new Cleanup.Step() {
      @Override
      public void keep() {
        // The stores stand.
      }

      @Override
      public void undo() {
        removeOwn();
      }
    };
  }

  /** A listener that also hears which session is this command's. */
  public FitListener listening(FitListener listener) {
    return new FitListener() {
      @Override
      public void began(String id) {
        session = id;
        listener.began(id);
      }

      @Override
      public void prepared(FitReport soFar) {
        listener.prepared(soFar);
      }

      @Override
      public void roundDone(FitRound round, int iterations) {
        listener.roundDone(round, iterations);
      }

      @Override
      public void done(FitReport report) {
        listener.done(report);
      }
    };
  }

  /**
   * Looks, before success is reported, whether the store of every provider is there.
   *
   * @throws ParleyException when one is not
   */
  public void requireAll(List<String> providers) {
    String own = session;
    if (place == null || own == null) {
      return;
    }
    for (String provider : providers) {
      KeyStore store = KeyStore.of(place.path(), provider, PassphraseSource.none());
      if (!store.exists() || !store.summary().session().equals(own)) {
        throw new ParleyException(
            "cannot keep the model: the key store of "
                + provider
                + " is not in "
                + store.directory()
                + " any more, expected that of its training");
      }
    }
  }

  private void removeOwn() {
    String own = session;
    if (place == null || (own != null && needed.getAsBoolean())) {
      return;
    }
    try {
      if (own != null && Files.isDirectory(place.path())) {
        KeyStores.remove(place.path(), own);
      }
      if (made && isEmptyFolder(place.path())) {
        Files.delete(place.path());
      }
    } catch (IOException | ParleyException e) {
      System.getLogger(KeyStoreFolder.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove the key store " + place.path(), e);
    }
  }

  private static boolean isEmptyFolder(Path path) {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
