package parley.mhe.vault;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.error.ParleyException;
import parley.mhe.party.Party;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.WireReader;

/**
 * One client of a vault: reads requests and answers them, one at a time, until the client goes. Its
 * end frees its use of the party and nothing else. For one thread.
 */
final class VaultConnection implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VaultConnection.class);
  private static final int ID = 32;

  private final FrameChannel channel;
  private final String provider;
  private final VaultParties parties;
  private final DecodedRequests requests;
  private final ScheduledExecutorService beats;
  private final long beatMillis;
  private VaultParties.@Nullable Lease lease;

  VaultConnection(
      FrameChannel channel,
      String provider,
      VaultParties parties,
      DecodedRequests requests,
      ScheduledExecutorService beats,
      VaultTimeouts timeouts) {
    this.channel = channel;
    this.provider = provider;
    this.parties = parties;
    this.requests = requests;
    this.beats = beats;
    this.beatMillis = timeouts.beat().toMillis();
  }

  @Override
  public void run() {
    try {
      channel.greet();
      while (true) {
        serve(channel.read(FrameChannel.MOST_FIELDS, true));
      }
    } catch (ParleyException e) {
      // What comes is no longer a sequence of frames.
      LOG.warn("a client of {} is let go: {}", provider, e.getMessage());
      tell(e);
    } catch (IOException e) {
      LOG.debug("a client of {} has gone: {}", provider, e.getMessage());
    } finally {
      close();
    }
  }

  /** What is being answered is answered; then it ends. For any thread. */
  void endAfterThisFrame() {
    channel.endAfterThisFrame();
  }

  private void tell(ParleyException e) {
    try {
      channel.write(FrameKind.ERROR, RemoteErrors.toBytes(e));
    } catch (IOException gone) {
      LOG.debug("it did not hear why", gone);
    }
  }

  private void serve(FrameChannel.Frame frame) throws IOException {
    require(frame, FrameKind.REQUEST);
    ScheduledFuture<?> beat =
        beats.scheduleAtFixedRate(this::beat, beatMillis, beatMillis, TimeUnit.MILLISECONDS);
    byte[] value;
    try {
      value = answer(frame.content());
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!(e instanceof ParleyException)) {
        LOG.error("cannot answer a client of {}", provider, e);
      }
      channel.write(FrameKind.ERROR, RemoteErrors.toBytes(e));
      return;
    } finally {
      beat.cancel(false);
    }
    channel.write(FrameKind.VALUE, value);
  }

  private void beat() {
    try {
      channel.beat();
    } catch (IOException e) {
      LOG.debug("a client of {} does not listen: {}", provider, e.getMessage());
    }
  }

  private static void require(FrameChannel.Frame frame, FrameKind expected) {
    if (frame.kind() != expected) {
      throw new VaultException(
          "cannot read a frame: out of order, expected " + expected + ", got " + frame.kind());
    }
  }

  private byte[] answer(byte[] content) throws IOException {
    WireReader in = new WireReader(content, "request to a vault");
    Operation operation = operation(in);
    if (operation == Operation.JOIN || operation == Operation.RESUME) {
      return enter(operation, in);
    }
    VaultParties.Lease now = lease;
    if (now == null) {
      throw new RefusedException(
          "cannot answer "
              + operation
              + ": the connection has no party, expected JOIN or RESUME first, got neither");
    }
    return switch (operation) {
      case ANSWER -> protocol(now, in);
      case ANSWER_PRIVATE -> withPrivateInput(now, in);
      case ADMIT -> admit(now.party(), in);
      default -> PartyOperations.answer(now, operation, in);
    };
  }

  private static Operation operation(WireReader in) {
    String name = in.text("operation");
    for (Operation known : Operation.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw in.refuse("no such operation, expected one of this version, got another");
  }

  private byte[] enter(Operation operation, WireReader in) {
    String name = in.text("provider");
    PartyPlan plan = PartyPlan.fromBytes(in.bytes("plan"));
    byte[] nonce = operation == Operation.RESUME ? in.bytes("nonce") : new byte[0];
    in.end();
    if (nonce.length != 0 && nonce.length != PartyOperations.NONCE) {
      throw in.refuse("nonce has the wrong length, expected 0 or 32 bytes, got " + nonce.length);
    }
    if (!name.equals(provider)) {
      throw new RefusedException(
          "cannot answer for " + name + ": expected " + provider + " at this socket, got another");
    }
    if (lease != null) {
      throw new RefusedException(
          "cannot take another party: expected one a connection, got a second");
    }
    VaultParties.Lease taken =
        operation == Operation.JOIN ? parties.join(plan, name) : parties.resume(plan, name, nonce);
    lease = taken;
    return PartyOperations.about(taken.party());
  }

  private byte[] protocol(VaultParties.Lease now, WireReader in) throws IOException {
    byte[] id = in.bytes("id", ID);
    in.end();
    try (DecodedRequests.Use use = request(now, id)) {
      return now.party().answer(use.request());
    }
  }

  private byte[] withPrivateInput(VaultParties.Lease now, WireReader in) throws IOException {
    byte[] id = in.bytes("id", ID);
    in.end();
    try (DecodedRequests.Use use = request(now, id)) {
      if (!(use.request() instanceof ConvertingRefresh request)) {
        throw new RefusedException(
            "cannot answer "
                + use.request().transcript().protocol()
                + " with private input: expected a converting refresh, got another protocol");
      }
      return now.party().answer(request, PrivateInput.fromBytes(body(FrameKind.WANTED_OF_ROWS)));
    }
  }

  /** The rows of a cohort are too many for the fields of a request. */
  private byte[] admit(Party party, WireReader in) throws IOException {
    byte[] digest = in.bytes("digest");
    in.end();
    UploadDigest request = UploadDigest.fromBytes(party.session(), digest);
    boolean admitted = party.admit(request, CohortUse.fromBytes(body(FrameKind.WANTED)));
    return new byte[] {(byte) (admitted ? 1 : 0)};
  }

  private DecodedRequests.Use request(VaultParties.Lease now, byte[] id) throws IOException {
    DecodedRequests.Use known = requests.find(now.party().session().id(), id);
    return known != null ? known : requests.read(now, id, body(FrameKind.WANTED));
  }

  private byte[] body(FrameKind wanted) throws IOException {
    channel.write(wanted, new byte[0]);
    FrameChannel.Frame body = channel.read(FrameChannel.MOST_BODY, false);
    require(body, FrameKind.BODY);
    return body.content();
  }

  @Override
  public void close() {
    VaultParties.Lease now = lease;
    lease = null;
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("cannot close a connection", e);
    }
    if (now != null) {
      try (now) {
        if (now.party().begun()) {
          requests.forget(now.party().session().id());
        }
      }
    }
  }
}
