package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.Scope;
import parley.mhe.party.TestParties;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.WireWriter;

/** What a vault does with bytes that are no request. */
@Timeout(60)
class VaultFramesTest {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final VaultTimeouts QUICK =
      new VaultTimeouts(Duration.ofMillis(100), SILENCE, Duration.ofSeconds(1));
  private static final byte[] GREETING = greeting("PRLYVLT", 4);

  @TempDir private Path folder;
  private VaultServer vault;
  private TestParties world;

  @BeforeEach
  void open() {
    vault =
        VaultServer.start(
            VaultConfig.of(TestParties.NAMES, folder.resolve("run"), folder.resolve("keys"))
                .withTimeouts(QUICK));
    world = TestParties.with((plan, name) -> VaultClient.join(socket(name), plan, name, QUICK));
  }

  @AfterEach
  void close() {
    world.close();
    vault.close();
  }

  private Path socket(String provider) {
    return folder.resolve("run").resolve(provider);
  }

  private static byte[] greeting(String magic, int version) {
    byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) version).array();
  }

  private static byte[] frame(int kind, int length, byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) kind)
        .putInt(length)
        .put(content)
        .array();
  }

  private static byte[] request(WireWriter fields) {
    byte[] content = fields.toBytes();
    return frame(FrameKind.REQUEST.ordinal(), content.length, content);
  }

  private static byte[] after(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(GREETING);
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("magic", greeting("GET / H", 1), "it is no vault and no client of one"),
        Arguments.of("version", greeting("PRLYVLT", 9), "expected 4, got 9"),
        Arguments.of("kind of frame", after(frame(77, 0, new byte[0])), "expected 0 to 6, got 77"),
        Arguments.of(
            "frame too large",
            after(frame(0, FrameChannel.MOST_FIELDS + 1, new byte[0])),
            "it is too large, expected at most 16777216 bytes, got 16777217"),
        Arguments.of(
            "negative length",
            after(frame(0, -1, new byte[0])),
            "it is too large, expected at most 16777216 bytes, got 4294967295"),
        Arguments.of(
            "body that no one wanted",
            after(frame(FrameKind.BODY.ordinal(), 1, new byte[1])),
            "out of order, expected REQUEST, got BODY"),
        Arguments.of(
            "no fields",
            after(frame(0, 3, new byte[3])),
            "operation is cut off, expected 4 bytes of length, got 3"),
        Arguments.of(
            "field beyond the frame",
            after(request(new WireWriter().add("JOIN").add("a").add(new byte[0]))),
            "cannot read"),
        Arguments.of(
            "operation",
            after(request(new WireWriter().add("EXPORT_KEY"))),
            "no such operation, expected one of this version, got another"),
        Arguments.of(
            "no party yet",
            after(request(new WireWriter().add("NEXT_ROUND").add("train/map"))),
            "the connection has no party, expected JOIN or RESUME first"),
        Arguments.of(
            "plan of other bytes",
            after(request(new WireWriter().add("JOIN").add("a").add(new byte[40]))),
            "cannot read"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void connection_malformedBytes_errorSaysSoAndOthersGoOn(
      String what, byte[] bytes, String expected) throws IOException {
    assertThat(say("a", bytes)).as(what).contains(expected);
    assertThat(world.services.get(0).nextRound("train/map")).isZero();
  }

  /** Sends bytes and returns the error that comes back. */
  private String say(String provider, byte[] bytes) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(provider)))) {
      channel.write(ByteBuffer.wrap(bytes));
      byte[] answer = channel(channel, GREETING.length + 5);
      assertThat(answer).startsWith(GREETING);
      ByteBuffer head = ByteBuffer.wrap(answer, GREETING.length, 5);
      assertThat(head.get()).isEqualTo((byte) FrameKind.ERROR.ordinal());
      return RemoteErrors.fromBytes(channel(channel, head.getInt())).getMessage();
    }
  }

  private static byte[] channel(SocketChannel channel, int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      if (channel.read(in) < 0) {
        throw new EOFException("the vault closed after " + in.position() + " bytes");
      }
    }
    return in.array();
  }

  @Test
  void connection_stopsInsideAFrame_isClosedAfterTheSilence() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket("a")))) {
      channel.write(ByteBuffer.wrap(after(frame(0, 100, new byte[7]))));
      channel(channel, GREETING.length);
      long start = System.nanoTime();
      assertThat(channel.read(ByteBuffer.allocate(1))).isNegative();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SILENCE.multipliedBy(10));
    }
  }

  @Test
  void answer_otherRequestThanAnnounced_refusedAndTheConnectionGoesOn() throws IOException {
    try (Scope scope = Scope.open();
        SumRefresh refresh = world.refresh(0, world.ciphertext(4, 0x1p45));
        SumRefresh other = world.refresh(0, world.ciphertext(4, 0x1p45));
        FrameChannel raw = enter("a")) {
      raw.write(FrameKind.REQUEST, ask(refresh.transcript().id()));
      assertThat(next(raw).kind()).isEqualTo(FrameKind.WANTED);
      raw.write(FrameKind.BODY, other.toBytes());
      assertThat(RemoteErrors.fromBytes(next(raw).content()))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("it is not the one that was announced");
      raw.write(FrameKind.REQUEST, new WireWriter().add("NEXT_ROUND").add("train/map").toBytes());
      assertThat(next(raw).kind()).isEqualTo(FrameKind.VALUE);
    }
  }

  @Test
  void answer_secondProviderOfTheSession_bytesAreNotWantedAgain() throws IOException {
    try (Scope scope = Scope.open();
        SumRefresh refresh = world.refresh(0, world.ciphertext(4, 0x1p45));
        FrameChannel b = enter("b")) {
      world.services.get(0).answer(refresh);
      b.write(FrameKind.REQUEST, ask(refresh.transcript().id()));
      FrameChannel.Frame answer = next(b);
      assertThat(answer.kind()).isEqualTo(FrameKind.VALUE);
      assertThat(world.services.get(1).answer(refresh)).isEqualTo(answer.content());
    }
  }

  private static byte[] ask(byte[] id) {
    return new WireWriter().add("ANSWER").add(id).toBytes();
  }

  private FrameChannel enter(String provider) throws IOException {
    FrameChannel raw =
        new FrameChannel(
            SocketChannel.open(UnixDomainSocketAddress.of(socket(provider))),
            Duration.ofSeconds(20));
    raw.greet();
    WireWriter resume = new WireWriter().add("RESUME").add(provider).add(world.plan.toBytes());
    raw.write(FrameKind.REQUEST, resume.add(new byte[0]).toBytes());
    assertThat(next(raw).kind()).isEqualTo(FrameKind.VALUE);
    return raw;
  }

  /** The next frame that is no sign of life. */
  private static FrameChannel.Frame next(FrameChannel raw) throws IOException {
    FrameChannel.Frame frame = raw.read(FrameChannel.MOST_BODY, false);
    while (frame.kind() == FrameKind.WORKING) {
      frame = raw.read(FrameChannel.MOST_BODY, false);
    }
    return frame;
  }
}
