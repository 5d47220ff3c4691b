package parley.mhe.vault;

import java.util.function.Function;
import parley.error.ParleyException;
import parley.mhe.party.log.LogException;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Errors as they travel from a vault, or between executors and driver: kind and message, never a
 * stack trace. Messages of this library hold no secrets; of anything else only the class is named.
 * Stateless.
 */
public final class RemoteErrors {
  private static final int LONGEST = 1 << 14;

  /** Most special first. */
  private enum Kind {
    REFUSED(RefusedException.class, RefusedException::new),
    KEY(KeyException.class, KeyException::new),
    PROTOCOL(ProtocolException.class, ProtocolException::new),
    POLICY(PolicyException.class, PolicyException::new),
    LOG(LogException.class, LogException::new),
    VAULT(VaultException.class, VaultException::new),
    OTHER(ParleyException.class, ParleyException::new),
    ARGUMENT(IllegalArgumentException.class, IllegalArgumentException::new),
    STATE(IllegalStateException.class, IllegalStateException::new);

    private final Class<? extends RuntimeException> type;
    private final Function<String, RuntimeException> maker;

    Kind(Class<? extends RuntimeException> type, Function<String, RuntimeException> maker) {
      this.type = type;
      this.maker = maker;
    }
  }

  private RemoteErrors() {}

  /** An error's message and kind; the kind of what caused it where it has none of its own. */
  public static byte[] toBytes(Throwable error) {
    String message = String.valueOf(error.getMessage());
    for (Kind kind : Kind.values()) {
      if (kind.type.isInstance(error)
          && (error instanceof ParleyException || message.startsWith("cannot "))) {
        return write(kind == Kind.OTHER ? ofCause(error) : kind, message);
      }
    }
    return write(
        Kind.VAULT,
        "cannot answer: something failed in the vault, see its log, expected an answer, got "
            + error.getClass().getName());
  }

  private static Kind ofCause(Throwable error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      for (Kind kind : Kind.values()) {
        if (kind.compareTo(Kind.OTHER) < 0 && kind.type.isInstance(cause)) {
          return kind;
        }
      }
    }
    return Kind.OTHER;
  }

  private static byte[] write(Kind kind, String message) {
    String text = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
    return new WireWriter().add(kind.name()).add(text).toBytes();
  }

  /**
   * The error of {@link #toBytes}, as one of this library's.
   *
   * @throws ProtocolException when the bytes are something else
   */
  public static RuntimeException fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "error of another process");
    String name = in.text("kind");
    String message = in.text("message");
    in.end();
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind.maker.apply(message);
      }
    }
    return new VaultException(message);
  }
}
