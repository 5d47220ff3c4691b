package parley.fl.protection.encrypted.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.SavedSession;

/**
 * A folder on any file system of Hadoop's with the session of a training, written once, and its
 * progress, replaced as a whole. Each file ends in the SHA-256 of what is before it. For one
 * thread.
 */
public final class CheckpointStore {
  private static final String SESSION = "session";
  private static final String PROGRESS = "progress";
  private static final int HASH_BYTES = 32;

  private final Path folder;
  private final FileContext files;

  public CheckpointStore(String folder, Configuration conf) {
    try {
      Path given = new Path(folder);
      this.files =
          given.toUri().getScheme() == null
              ? FileContext.getFileContext(conf)
              : FileContext.getFileContext(given.toUri(), conf);
      this.folder = files.makeQualified(given);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParleyException("cannot use the checkpoint " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Claims the folder for one training, where it is on this machine; on other file systems nobody
   * looks after that.
   *
   * @throws parley.mhe.disk.PlaceTakenException when another training saves to it
   */
  @Nullable PlaceClaim claim() {
    if (!"file".equals(folder.toUri().getScheme())) {
      return null;
    }
    java.nio.file.Path place = java.nio.file.Path.of(folder.toUri().getPath());
    try {
      Files.createDirectories(SyncedFiles.parent(place));
      return PlaceClaim.take(place);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** Whether a training's progress is there. */
  public boolean exists() {
    return read(PROGRESS).isPresent();
  }

  SavedSession session() {
    return SavedSession.fromBytes(present(SESSION));
  }

  /** The bytes of a {@link SavedState}. */
  byte[] progress() {
    return present(PROGRESS);
  }

  void writeSession(SavedSession session) {
    write(SESSION, session.toBytes());
  }

  void writeProgress(SavedState progress) {
    write(PROGRESS, progress.toBytes());
  }

  /**
   * Takes away what is there of a training that has ended; progress first, which needs the rest.
   */
  public void delete() {
    try {
      files.delete(file(PROGRESS), false);
      files.delete(file(SESSION), false);
    } catch (IOException e) {
      throw failed("delete", e);
    }
  }

  private byte[] present(String name) {
    byte[] all =
        read(name)
            .orElseThrow(
                () ->
                    new ParleyException(
                        "cannot resume from the checkpoint "
                            + folder
                            + ": its "
                            + name
                            + " is missing, expected session and progress, got one of them;"
                            + " delete the folder to train anew"));
    int length = Math.max(0, all.length - HASH_BYTES);
    byte[] body = Arrays.copyOf(all, length);
    if (!MessageDigest.isEqual(hash(body), Arrays.copyOfRange(all, length, all.length))) {
      throw new ParleyException(
          "cannot resume from the checkpoint "
              + folder
              + ": its "
              + name
              + " was altered or cut off, expected its checksum, got another; delete the folder to"
              + " train anew");
    }
    return body;
  }

  private Optional<byte[]> read(String name) {
    try (FSDataInputStream in = files.open(file(name))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** To a sibling first: a driver that is lost meanwhile leaves the earlier file. */
  private void write(String name, byte[] body) {
    Path sibling = file(name + ".new");
    try {
      try (FSDataOutputStream out =
          files.create(
              sibling,
              EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
              Options.CreateOpts.createParent())) {
        out.write(body);
        out.write(hash(body));
        out.hsync();
      }
      files.rename(sibling, file(name), Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  private Path file(String name) {
    return new Path(folder, name);
  }

  private static byte[] hash(byte[] body) {
    return WireWriter.sha256Digest().digest(body);
  }

  private ParleyException failed(String verb, IOException cause) {
    return new ParleyException(
        "cannot " + verb + " the checkpoint " + folder + ": " + cause.getMessage(), cause);
  }
}
