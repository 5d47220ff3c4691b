package parley.mhe.party.cohort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import parley.error.ParleyException;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.disk.Uninterrupted;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.protocol.WireWriter;

/**
 * A provider's cohorts on its disk, in the folder {@code LOG.cohorts}: an index, replaced as a
 * whole and with a hash of itself behind it, and the ids of each cohort in a file named by their
 * hash. Only its owner reads it. One that is damaged, cut or another provider's is refused; it is
 * absent only where nothing of it is there. Several sessions, in this process or another, may use
 * it. Thread-safe.
 */
final class CohortRecord {
  private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();
  private static final String INDEX = "index";
  private static final int HASH = 32;

  private final Path folder;
  private final String provider;

  /**
   * The record beside a log; nothing is made on disk yet.
   *
   * @param log of the policy
   */
  CohortRecord(Path log, String provider) {
    Path path = log.toAbsolutePath().normalize();
    this.folder = path.resolveSibling(path.getFileName() + ".cohorts");
    this.provider = provider;
  }

  /** What a change of the index gives. */
  record Change<T>(T value, boolean write) {}

  /** Reads the index and, if that asks for it, writes it anew; no other process does so between. */
  <T> T locked(Function<CohortIndex, Change<T>> action) {
    synchronized (LOCKS.computeIfAbsent(folder, key -> new Object())) {
      try {
        return Uninterrupted.call(
            () -> {
              if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, SyncedFiles.mode("rwx------"));
                SyncedFiles.sync(SyncedFiles.parent(folder));
              }
              try (RandomAccessFile file =
                      new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
                  FileLock lock = file.getChannel().lock()) {
                CohortIndex index = read();
                Change<T> change = action.apply(index);
                if (change.write()) {
                  write(index);
                }
                return change.value();
              }
            });
      } catch (IOException e) {
        throw new PolicyException(
            "cannot keep the record of cohorts "
                + folder
                + ": "
                + e
                + ", expected a folder that the provider can write to",
            e);
      }
    }
  }

  private CohortIndex read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve(INDEX));
    } catch (NoSuchFileException e) {
      requireNew();
      return new CohortIndex();
    }
    int length = Math.max(0, bytes.length - HASH);
    byte[] body = Arrays.copyOf(bytes, length);
    byte[] hash = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(hash, WireWriter.sha256Digest().digest(body))) {
      throw damaged("its index was altered or damaged, expected the hash of what it holds");
    }
    try {
      return CohortIndex.fromBytes(provider, body);
    } catch (ParleyException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Files of cohorts without an index mean that the index is gone. */
  private void requireNew() throws IOException {
    try (var files = Files.list(folder)) {
      if (files.anyMatch(file -> file.toString().endsWith(".ids"))) {
        throw damaged("its index is gone, expected it beside the cohorts");
      }
    }
  }

  private void write(CohortIndex index) throws IOException {
    byte[] body = index.toBytes(provider);
    byte[] all = Arrays.copyOf(body, body.length + HASH);
    System.arraycopy(WireWriter.sha256Digest().digest(body), 0, all, body.length, HASH);
    SyncedFiles.write(folder.resolve(INDEX), all);
  }

  /** The ids of a cohort that the index names. */
  long[] ids(String hash) {
    byte[] identity;
    try {
      identity = Files.readAllBytes(folder.resolve(hash + ".ids"));
    } catch (IOException e) {
      throw damaged("the rows of a cohort cannot be read, expected them, got " + e);
    }
    if (!hash(identity).equals(hash)) {
      throw damaged("the rows of a cohort were altered or damaged, expected those of its hash");
    }
    return Cohort.ids(identity);
  }

  /** Keeps a cohort's ids; called before the index names it. */
  String keep(Cohort cohort) {
    byte[] identity = cohort.identity();
    String hash = hash(identity);
    Path file = folder.resolve(hash + ".ids");
    if (!Files.exists(file)) {
      try {
        SyncedFiles.write(file, identity);
      } catch (IOException e) {
        throw new PolicyException(
            "cannot keep the record of cohorts " + folder + ": " + e + ", expected room for it", e);
      }
    }
    return hash;
  }

  /** By what the index knows a cohort. */
  static String hash(Cohort cohort) {
    return hash(cohort.identity());
  }

  private static String hash(byte[] identity) {
    return HexFormat.of().formatHex(WireWriter.sha256Digest().digest(identity));
  }

  private PolicyException damaged(String problem) {
    return new PolicyException(
        "cannot trust the record of cohorts "
            + folder
            + " of "
            + provider
            + ": "
            + problem
            + " (put it back; who gives up what was counted removes the folder)");
  }
}
