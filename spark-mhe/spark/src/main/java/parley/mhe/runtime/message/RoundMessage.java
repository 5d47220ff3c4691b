package parley.mhe.runtime.message;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;

/** What the driver sends to every provider in one round: bytes only. Immutable, thread-safe. */
@DefaultSerializer(JavaSerializer.class)
public final class RoundMessage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the body is. */
  public enum Kind {
    /** Nonces and the querier's key: begin the session. */
    BEGIN,
    /** The session's public keys. */
    KEYS,
    /** A request of a collective protocol. */
    PROTOCOL,
    /** A request for values computed on the rows. */
    UPLOAD,
    /** Names a step: which of its rounds is next? */
    NEXT_ROUND,
    /** Asks for policies and what is left. */
    STATUS,
    /** Asks for a commitment to the private data that later answers have in them. */
    COMMIT
  }

  /** A round that the driver has the result of. */
  @DefaultSerializer(JavaSerializer.class)
  public record Acknowledgement(String step, int attempt, int round) implements Serializable {}

  private final long sequence;
  private final Kind kind;
  private final byte[] body;
  private final Acknowledgement[] acknowledged;

  /**
   * A message.
   *
   * @param sequence number of the message in its federation
   * @param body not copied
   */
  public RoundMessage(long sequence, Kind kind, byte[] body, List<Acknowledgement> acknowledged) {
    this.sequence = sequence;
    this.kind = kind;
    this.body = body;
    this.acknowledged = acknowledged.toArray(new Acknowledgement[0]);
  }

  /** Number of the message in its federation. */
  public long sequence() {
    return sequence;
  }

  /** What the body is. */
  public Kind kind() {
    return kind;
  }

  /** The body itself, which no one changes. */
  public byte[] body() {
    return body;
  }

  /** Rounds whose answers the providers may forget. */
  public List<Acknowledgement> acknowledged() {
    return List.of(acknowledged);
  }
}
