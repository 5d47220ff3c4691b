package parley.fl.protection;

import java.security.MessageDigest;
import java.util.Arrays;
import parley.error.ParleyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Files that one side writes and the other reads: a magic word, fields, SHA-256 over all that. It
 * tells damage, not malice. Stateless and thread-safe.
 */
final class CheckedFile {
  private static final int DIGEST = 32;

  private CheckedFile() {}

  /** Starts with the magic word. */
  static WireWriter start(String magic) {
    return new WireWriter().add(magic);
  }

  /** Ends with the checksum. */
  static byte[] end(WireWriter fields) {
    byte[] body = fields.toBytes();
    byte[] all = Arrays.copyOf(body, body.length + DIGEST);
    System.arraycopy(WireWriter.sha256Digest().digest(body), 0, all, body.length, DIGEST);
    return all;
  }

  /**
   * The fields behind the magic word.
   *
   * @param subject what errors call the file
   * @throws ParleyException when it is something else, of another version, cut short or altered
   */
  static WireReader open(String magic, String subject, byte[] all) {
    byte[] start = start(magic).toBytes();
    if (all.length < start.length || !Arrays.equals(start, Arrays.copyOf(all, start.length))) {
      throw new ParleyException(
          "cannot read "
              + subject
              + ": it is something else or of another version, expected "
              + magic
              + ", got other bytes");
    }
    int length = all.length - DIGEST;
    byte[] body = Arrays.copyOf(all, Math.max(length, start.length));
    if (length < start.length
        || !MessageDigest.isEqual(
            WireWriter.sha256Digest().digest(body), Arrays.copyOfRange(all, length, all.length))) {
      throw new ParleyException(
          "cannot read " + subject + ": it was altered or cut short, its checksum does not fit");
    }
    WireReader in = new WireReader(body, subject);
    in.text("magic");
    return in;
  }
}
