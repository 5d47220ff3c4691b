package parley.mhe.runtime.message;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.PartyService;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.runtime.session.SessionKeys;

/**
 * A message as a process reads it: decoded once and hashed once, however many providers live there.
 * The driver builds one from the request itself and writes its bytes only when they have to travel.
 * Thread-safe; {@link #close} frees a request that was read from bytes.
 */
public final class Delivery implements AutoCloseable {
  private final long sequence;
  private final RoundMessage.Kind kind;
  private final List<RoundMessage.Acknowledgement> acknowledged;
  private final @Nullable CollectiveProtocol protocol;
  private final @Nullable UploadRequest upload;
  private final @Nullable SessionKeys keys;
  private final Supplier<byte[]> body;
  private final boolean owner;

  private Delivery(
      long sequence,
      RoundMessage.Kind kind,
      List<RoundMessage.Acknowledgement> acknowledged,
      @Nullable AutoCloseable content,
      Supplier<byte[]> body,
      boolean owner) {
    this.sequence = sequence;
    this.kind = kind;
    this.acknowledged = List.copyOf(acknowledged);
    this.protocol = content instanceof CollectiveProtocol p ? p : null;
    this.upload = content instanceof UploadRequest u ? u : null;
    this.keys = content instanceof SessionKeys k ? k : null;
    this.body = body;
    this.owner = owner;
  }

  /** A request of a collective protocol, borrowed. */
  public static Delivery of(
      long sequence, CollectiveProtocol request, List<RoundMessage.Acknowledgement> acknowledged) {
    return new Delivery(
        sequence, RoundMessage.Kind.PROTOCOL, acknowledged, request, request::toBytes, false);
  }

  /** A request for values, borrowed. */
  public static Delivery of(
      long sequence, UploadRequest request, List<RoundMessage.Acknowledgement> acknowledged) {
    return new Delivery(
        sequence, RoundMessage.Kind.UPLOAD, acknowledged, request, request::toBytes, false);
  }

  /** The session's public keys, borrowed. */
  public static Delivery of(
      long sequence, SessionKeys keys, List<RoundMessage.Acknowledgement> acknowledged) {
    return new Delivery(sequence, RoundMessage.Kind.KEYS, acknowledged, keys, keys::toBytes, false);
  }

  /** Something small that has no object of its own. */
  public static Delivery of(long sequence, RoundMessage.Kind kind, byte[] body) {
    return new Delivery(sequence, kind, List.of(), null, () -> body, false);
  }

  /**
   * What a message says, decoded in the session of the party that reads it.
   *
   * @param keys the session's keys as they came to this process; null before
   */
  public static Delivery read(
      RoundMessage message, PartyService reader, @Nullable SessionKeys keys) {
    AutoCloseable content =
        switch (message.kind()) {
          case PROTOCOL -> CollectiveProtocol.fromBytes(reader.session(), message.body());
          case UPLOAD -> UploadRequest.fromBytes(reader.session(), digest(keys), message.body());
          case KEYS -> SessionKeys.fromBytes(reader.session().context(), message.body());
          case BEGIN, NEXT_ROUND, STATUS, COMMIT -> null;
        };
    return new Delivery(
        message.sequence(),
        message.kind(),
        message.acknowledged(),
        content,
        message::body,
        // Session keys outlive the round that brings them.
        message.kind() != RoundMessage.Kind.KEYS);
  }

  private static KeysDigest digest(@Nullable SessionKeys keys) {
    if (keys == null) {
      throw new RefusedException(
          "cannot upload: the session's keys have not come, expected them first, got a request");
    }
    return keys.digest();
  }

  /** Number of the message in its federation. */
  public long sequence() {
    return sequence;
  }

  /** What it is. */
  public RoundMessage.Kind kind() {
    return kind;
  }

  /** Rounds whose answers the providers may forget. */
  public List<RoundMessage.Acknowledgement> acknowledged() {
    return acknowledged;
  }

  public CollectiveProtocol protocol() {
    return present(protocol);
  }

  public UploadRequest upload() {
    return present(upload);
  }

  public SessionKeys keys() {
    return present(keys);
  }

  public byte[] body() {
    return body.get();
  }

  /** The message that travels. */
  public RoundMessage toMessage() {
    return new RoundMessage(sequence, kind, body.get(), acknowledged);
  }

  /** The same, written once for all who read its bytes; borrows what this one holds. */
  public Delivery written() {
    byte[] bytes = body.get();
    AutoCloseable content = protocol != null ? protocol : upload != null ? upload : keys;
    return new Delivery(sequence, kind, acknowledged, content, () -> bytes, false);
  }

  private <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("cannot read a message of kind " + kind + " as another");
    }
    return value;
  }

  @Override
  public void close() {
    if (owner && protocol != null) {
      protocol.close();
    }
    if (owner && upload != null) {
      upload.close();
    }
  }
}
