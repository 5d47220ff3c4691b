package parley.mhe.vault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A client's connection to its vault. One that breaks is made again, with the same party, as long
 * as the vault comes back in time: every operation after the first may be asked again and gets the
 * same answer. One call at a time.
 */
final class VaultLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VaultLink.class);
  private static final long RETRY_MILLIS = 100;

  private final String provider;
  private final Path socket;
  private final byte[] plan;
  private final VaultTimeouts timeouts;
  private byte[] nonce = new byte[0];
  private @Nullable FrameChannel channel;

  VaultLink(String provider, Path socket, byte[] plan, VaultTimeouts timeouts) {
    SocketFiles.requireLength(socket);
    this.provider = provider;
    this.socket = socket;
    this.plan = plan;
    this.timeouts = timeouts;
  }

  /** What the vault says of a party that it gave. */
  record Entry(byte[] nonce, WireReader session) {}

  /**
   * Takes a party of the vault; not repeated, since a vault that joins twice has two parties.
   *
   * @param resumed the party's nonce in a kept session, empty for the newest; null for a new party
   */
  synchronized Entry enter(byte @Nullable [] resumed) {
    try {
      Entry entry = enter(connect(), resumed);
      nonce = entry.nonce();
      return entry;
    } catch (IOException e) {
      drop();
      throw lost(e, Duration.ZERO);
    }
  }

  private Entry enter(FrameChannel now, byte @Nullable [] resumed) throws IOException {
    Operation operation = resumed == null ? Operation.JOIN : Operation.RESUME;
    WireWriter request = new WireWriter().add(operation.name()).add(provider).add(plan);
    if (resumed != null) {
      request.add(resumed);
    }
    WireReader in = new WireReader(exchange(now, request, Bodies.NONE), "answer of a vault");
    return new Entry(in.bytes("nonce", 32), in);
  }

  private FrameChannel connect() throws IOException {
    SocketChannel made = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    FrameChannel now = new FrameChannel(made, timeouts.silence());
    channel = now;
    now.greet();
    return now;
  }

  /** Asks for something that needs no body. */
  byte[] call(WireWriter request) {
    return call(request, Bodies.NONE);
  }

  /**
   * Asks, again if the connection breaks.
   *
   * @param body follows if the vault wants it
   */
  byte[] call(WireWriter request, @Nullable Supplier<byte[]> body) {
    return call(request, new Bodies(body, null));
  }

  /** As {@link #call(WireWriter, Supplier)}, with what the rows here add. */
  byte[] call(WireWriter request, Supplier<byte[]> body, Supplier<byte[]> ofRows) {
    return call(request, new Bodies(body, ofRows));
  }

  /** What follows a request if the vault wants it. */
  private record Bodies(@Nullable Supplier<byte[]> body, @Nullable Supplier<byte[]> ofRows) {
    static final Bodies NONE = new Bodies(null, null);

    byte[] get(FrameKind wanted) throws EOFException {
      Supplier<byte[]> asked = wanted == FrameKind.WANTED ? body : ofRows;
      if (asked == null) {
        throw new EOFException("the vault wants bytes that this request has not");
      }
      return asked.get();
    }
  }

  private synchronized byte[] call(WireWriter request, Bodies bodies) {
    long start = System.nanoTime();
    while (true) {
      try {
        return exchange(connected(), request, bodies);
      } catch (IOException e) {
        drop();
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()
            || waited.compareTo(timeouts.patience()) > 0) {
          throw lost(e, waited);
        }
        LOG.debug("the vault of {} is gone, trying again: {}", provider, e.getMessage());
        pause();
      }
    }
  }

  private FrameChannel connected() throws IOException {
    FrameChannel now = channel;
    if (now == null) {
      try {
        now = connect();
        enter(now, nonce);
      } catch (RuntimeException e) {
        // It has no party there: nothing may be asked through it.
        drop();
        throw e;
      }
    }
    return now;
  }

  private byte[] exchange(FrameChannel now, WireWriter request, Bodies bodies) throws IOException {
    now.write(FrameKind.REQUEST, request.toBytes());
    while (true) {
      FrameChannel.Frame frame = now.read(FrameChannel.MOST_BODY, false);
      switch (frame.kind()) {
        case VALUE -> {
          return frame.content();
        }
        case ERROR -> throw RemoteErrors.fromBytes(frame.content());
        case WORKING -> LOG.trace("the vault of {} is at work", provider);
        case WANTED, WANTED_OF_ROWS -> now.write(FrameKind.BODY, bodies.get(frame.kind()));
        default -> throw new EOFException("the vault sent " + frame.kind());
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private VaultException lost(IOException e, Duration waited) {
    String reason = String.valueOf(e.getMessage());
    return new VaultException(
        "cannot reach the vault of "
            + provider
            + " at "
            + socket
            + ": "
            + reason
            + ", expected a vault that listens there and lets this user in, got none"
            + (waited.isZero() ? "" : " for " + waited.toSeconds() + " s"),
        e);
  }

  private void drop() {
    FrameChannel now = channel;
    channel = null;
    if (now != null) {
      try {
        now.close();
      } catch (IOException e) {
        LOG.debug("cannot close a connection", e);
      }
    }
  }

  /** Ends the connection, and with it this process's use of the party. */
  @Override
  public synchronized void close() {
    drop();
  }
}
