package parley.mhe.runtime.message;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.upload.Upload;
import parley.mhe.protocol.Share;

/**
 * The sum of some providers' answers: shares of a collective protocol, or uploads. It names the
 * providers in it, so that none is counted twice. Immutable, thread-safe; owns what it holds.
 */
public final class PartialSum implements AutoCloseable {
  private final @Nullable Share share;
  private final @Nullable Upload upload;
  private final long largest;

  private PartialSum(@Nullable Share share, @Nullable Upload upload, long largest) {
    this.share = share;
    this.upload = upload;
    this.largest = largest;
  }

  /**
   * One provider's share; takes it over.
   *
   * @param bytes size of its wire form
   */
  public static PartialSum of(Share share, long bytes) {
    return new PartialSum(share, null, bytes);
  }

  /**
   * One provider's upload; takes it over.
   *
   * @param bytes size of its wire form
   */
  public static PartialSum of(Upload upload, long bytes) {
    return new PartialSum(null, upload, bytes);
  }

  /**
   * The sum of all; takes the arguments over.
   *
   * @throws ParleyException when they answer different requests or count a provider twice
   */
  public static PartialSum sum(List<PartialSum> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long largest = parts.stream().mapToLong(PartialSum::bytesUp).max().orElse(0);
    List<Share> shares = new ArrayList<>();
    List<Upload> uploads = new ArrayList<>();
    for (PartialSum part : parts) {
      if (part.share != null) {
        shares.add(part.share);
      } else {
        uploads.add(Objects.requireNonNull(part.upload));
      }
    }
    try {
      if (!shares.isEmpty() && !uploads.isEmpty()) {
        throw new ParleyException(
            "cannot add up answers: they differ in kind, expected shares or uploads alone, got"
                + " both");
      }
      return uploads.isEmpty()
          ? of(Share.combineAll(shares), largest)
          : of(Upload.combineAll(uploads), largest);
    } finally {
      parts.forEach(PartialSum::close);
    }
  }

  /** The shares' sum; it stays this object's. */
  public Share share() {
    if (share == null) {
      throw new ParleyException("cannot read the sum: expected shares, got uploads");
    }
    return share;
  }

  /** The uploads' sum; it stays this object's. */
  public Upload upload() {
    if (upload == null) {
      throw new ParleyException("cannot read the sum: expected uploads, got shares");
    }
    return upload;
  }

  /** Bytes of the largest single answer in it. */
  public long bytesUp() {
    return largest;
  }

  public Wire toWire() {
    return share != null
        ? Wire.of(true, share.toBytes(), largest, share.parties())
        : Wire.of(false, upload().toBytes(), largest, upload().parties());
  }

  /**
   * The sum of what has travelled.
   *
   * @param round in words, for errors
   * @throws ParleyException when an answer has changed on the way, or they do not add up
   */
  public static PartialSum ofWires(CkksContext context, List<Wire> wires, String round) {
    List<PartialSum> parts = new ArrayList<>();
    try {
      for (Wire wire : wires) {
        wire.requireUnchanged(round);
        parts.add(
            wire.isShare()
                ? of(Share.fromBytes(context, wire.body()), wire.largest())
                : of(Upload.fromBytes(context, wire.body()), wire.largest()));
      }
    } catch (RuntimeException e) {
      parts.forEach(PartialSum::close);
      throw e;
    }
    return sum(parts);
  }

  @Override
  public void close() {
    if (share != null) {
      share.close();
    }
    if (upload != null) {
      upload.close();
    }
  }

  /**
   * What travels: bytes only. The array is not copied and no one changes it.
   *
   * @param providers whose answers are in it
   * @param checksum CRC-32C of the body: nearly every residue below its prime is a valid one, so
   *     that what goes wrong on the way would spoil the result unseen. No one with intent is
   *     stopped
   */
  @DefaultSerializer(JavaSerializer.class)
  public record Wire(
      boolean isShare, byte[] body, long largest, List<String> providers, int checksum)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private static Wire of(boolean isShare, byte[] body, long largest, List<String> providers) {
      return new Wire(isShare, body, largest, providers, checksum(body));
    }

    private static int checksum(byte[] body) {
      CRC32C sum = new CRC32C();
      sum.update(body);
      return (int) sum.getValue();
    }

    private void requireUnchanged(String round) {
      int got = checksum(body);
      if (got != checksum) {
        throw new ParleyException(
            String.format(
                "cannot finish %s: the answer of %s was changed on its way, expected CRC-32C %08x,"
                    + " got %08x",
                round, String.join(", ", providers), checksum, got));
      }
    }
  }
}
