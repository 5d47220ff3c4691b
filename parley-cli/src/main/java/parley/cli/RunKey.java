package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.mhe.ParleyException;
import parley.mhe.ckks.SecretAccess;
import parley.mhe.party.QuerierKey;

/**
 * The querier's key file for one run: the one given, or one that is gone when the run ends. For one
 * thread.
 */
final class RunKey implements AutoCloseable {
  private final @Nullable Path path;
  private final @Nullable Path temporary;

  private RunKey(@Nullable Path path, @Nullable Path temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** Nothing is needed in clear; else the file given, else a new one, and that is said. */
  static RunKey of(KeyOptions keys, boolean plain, Console console) {
    if (plain) {
      return new RunKey(null, null);
    }
    if (keys.querierKey() != null) {
      return new RunKey(keys.querierKey(), null);
    }
    console.say("no --querier-key given: made one for this run only");
    return ofThisRun();
  }

  /** A new key, removed at the end. */
  static RunKey ofThisRun() {
    try {
      Path folder = Files.createTempDirectory("parley-key");
      Cleanup.register(folder);
      Path file = folder.resolve("querier.key");
      OutputFile.at(file, false)
          .writeSecret(QuerierKey.generate().export(SecretAccess.forKeyStore()));
      return new RunKey(file, folder);
    } catch (IOException e) {
      throw new ParleyException("cannot make a key for this run: " + e.getMessage(), e);
    }
  }

  @Nullable Path path() {
    return path;
  }

  @Override
  public void close() {
    Cleanup.remove(temporary);
  }
}
