package parley.mhe.vault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a socket: a byte of kind, four of length (big-endian), the content. Both sides first
 * send eight bytes of magic and version. No wait is without end but that for a frame's first byte,
 * where the caller asks for it. One thread reads; any may write.
 */
final class FrameChannel implements AutoCloseable {
  /** The most that a request's fields, an answer's fields or an error take. */
  static final int MOST_FIELDS = 16 << 20;

  /** The most that a request's body or a share takes. */
  static final int MOST_BODY = 1 << 30;

  static final byte VERSION = 4;

  private static final byte[] MAGIC = "PRLYVLT".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 1 + Integer.BYTES;

  /** The JDK copies through a buffer outside of the heap that is as large as what it is given. */
  private static final int SLICE = 1 << 18;

  private final SocketChannel channel;
  private final Duration silence;
  private final Selector readable;
  private final Selector writable;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean lastFrame;

  /** One message. */
  record Frame(FrameKind kind, byte[] content) {}

  /** Takes over the channel. */
  FrameChannel(SocketChannel channel, Duration silence) throws IOException {
    this.channel = channel;
    this.silence = silence;
    channel.configureBlocking(false);
    this.readable = channel.provider().openSelector();
    this.writable = channel.provider().openSelector();
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  /**
   * Says who this is and looks who the other one is.
   *
   * @throws VaultException when it speaks another protocol or version
   */
  void greet() throws IOException {
    byte[] own = Arrays.copyOf(MAGIC, MAGIC.length + 1);
    own[MAGIC.length] = VERSION;
    writeFully(ByteBuffer.wrap(own));
    byte[] other = new byte[own.length];
    readFully(other, 0, other.length, false);
    if (!Arrays.equals(MAGIC, Arrays.copyOf(other, MAGIC.length))) {
      throw new VaultException(
          "cannot talk to the other side: it is no vault and no client of one, expected its magic,"
              + " got other bytes");
    }
    if (other[MAGIC.length] != VERSION) {
      throw new VaultException(
          "cannot talk to the other side: another version of the protocol, expected "
              + VERSION
              + ", got "
              + other[MAGIC.length]);
    }
  }

  void write(FrameKind kind, byte[] content) throws IOException {
    writing.lock();
    try {
      writeFully(header(kind, content.length));
      writeFully(ByteBuffer.wrap(content));
    } finally {
      writing.unlock();
    }
  }

  /** Says that it is at work, unless that would have to wait. */
  void beat() throws IOException {
    if (writing.tryLock()) {
      try {
        ByteBuffer frame = header(FrameKind.WORKING, 0);
        if (channel.write(frame) > 0) {
          writeFully(frame);
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private static ByteBuffer header(FrameKind kind, int length) {
    return ByteBuffer.allocate(HEADER).put((byte) kind.ordinal()).putInt(length).flip();
  }

  /**
   * The next frame.
   *
   * @param most bytes of content that are accepted
   * @param patient whether to wait for its first byte without end
   * @throws VaultException when it is too large or of no known kind
   * @throws EOFException when the other side has closed
   */
  Frame read(int most, boolean patient) throws IOException {
    byte[] head = new byte[HEADER];
    readFully(head, 0, 1, patient);
    readFully(head, 1, HEADER - 1, false);
    ByteBuffer in = ByteBuffer.wrap(head);
    FrameKind kind = FrameKind.of(in.get());
    int length = in.getInt();
    if (length < 0 || length > most) {
      throw new VaultException(
          "cannot read a frame: it is too large, expected at most "
              + most
              + " bytes, got "
              + Integer.toUnsignedLong(length));
    }
    // Memory is taken as bytes come, not as a header promises.
    byte[] content = new byte[Math.min(length, SLICE)];
    int filled = 0;
    while (filled < length) {
      if (filled == content.length) {
        content = Arrays.copyOf(content, (int) Math.min(length, 8L * content.length));
      }
      readFully(content, filled, content.length - filled, false);
      filled = content.length;
    }
    return new Frame(kind, content);
  }

  /** Ends the wait for a frame's first byte, now and later; what is under way goes on. */
  void endAfterThisFrame() {
    lastFrame = true;
    readable.wakeup();
  }

  private void readFully(byte[] target, int from, int count, boolean patient) throws IOException {
    int done = 0;
    while (done < count) {
      int slice = Math.min(SLICE, count - done);
      int got = channel.read(ByteBuffer.wrap(target, from + done, slice));
      if (got < 0) {
        throw new EOFException("the other side has closed the connection");
      }
      done += got;
      if (got == 0) {
        await(readable, patient);
      }
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + SLICE));
      if (channel.write(bytes) == 0) {
        await(writable, false);
      }
    }
  }

  private void await(Selector selector, boolean patient) throws IOException {
    long deadline = System.nanoTime() + silence.toNanos();
    int ready = 0;
    while (ready == 0) {
      long left = patient ? 0 : Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      if (patient && lastFrame) {
        throw new EOFException("no further frame is waited for");
      }
      ready = selector.select(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      if (ready == 0 && !patient && System.nanoTime() > deadline) {
        throw new SocketTimeoutException("nothing came for " + silence.toSeconds() + " s");
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    readable.close();
    writable.close();
  }
}
