package parley.mhe.runtime;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.error.ParleyException;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.Transcript;
import parley.mhe.runtime.carrier.Transport;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.RoundRecord;
import parley.mhe.runtime.session.SessionKeys;

/**
 * Numbers, carries, acknowledges and records the rounds of a federation. Used by one thread at a
 * time.
 */
final class Rounds {
  private final Transport transport;
  private final PartyPlan plan;
  private final RoundListener listener;
  private final List<RoundRecord> records = Collections.synchronizedList(new ArrayList<>());
  private final List<RoundMessage.Acknowledgement> done = new ArrayList<>();
  private long sequence;

  Rounds(Transport transport, PartyPlan plan, RoundListener listener) {
    this.transport = transport;
    this.plan = plan;
    this.listener = listener;
  }

  /** All rounds so far. */
  List<RoundRecord> records() {
    synchronized (records) {
      return List.copyOf(records);
    }
  }

  /** Asks every provider for a share and finalises the sum, which is closed afterwards. */
  <T> T ask(CollectiveProtocol request, int polynomialsDown, Function<Share, T> finalise) {
    try (PartialSum sum = ask(request, polynomialsDown)) {
      return finalise.apply(sum.share());
    }
  }

  /** Asks every provider for a share; the caller owns the sum. */
  PartialSum ask(CollectiveProtocol request, int polynomialsDown) {
    long start = System.nanoTime();
    Transcript transcript = request.transcript();
    PartialSum sum =
        transport.sum(title(transcript.where()), Delivery.of(sequence++, request, done));
    done.clear();
    return recorded(sum, transcript, request.openings(), polynomialsDown, start);
  }

  /** Asks every provider for values; the caller owns the sum. */
  PartialSum ask(UploadRequest request) {
    long start = System.nanoTime();
    Transcript transcript = request.transcript();
    PartialSum sum =
        transport.sum(title(transcript.where()), Delivery.of(sequence++, request, done));
    done.clear();
    return recorded(sum, transcript, 0, 2 * request.inputs().size(), start);
  }

  /**
   * Gives every provider the session's keys, before anything is encrypted to them.
   *
   * @throws ParleyException when a provider has accepted others, or says that it holds others
   */
  void send(SessionKeys keys) {
    byte[] expected = keys.digest().hash();
    Map<String, byte[]> accepted =
        transport.gather("send the session's keys", Delivery.of(sequence++, keys, done));
    done.clear();
    accepted.forEach(
        (provider, hash) -> {
          if (!MessageDigest.isEqual(expected, hash)) {
            throw new ParleyException(
                "cannot go on with the session: "
                    + provider
                    + " holds other keys, expected SHA-256 "
                    + HexFormat.of().formatHex(expected)
                    + ", got "
                    + HexFormat.of().formatHex(hash));
          }
        });
  }

  /** Asks every provider something small. */
  Map<String, byte[]> gather(String title, RoundMessage.Kind kind, byte[] body) {
    return transport.gather(title, Delivery.of(sequence++, kind, body));
  }

  /**
   * The driver has all of a round: the providers may forget their answers with the next message.
   * One that fails is not the last to say so.
   */
  void acknowledge(Place where) {
    done.add(new RoundMessage.Acknowledgement(where.step(), where.attempt(), where.round()));
  }

  private String title(Place where) {
    PlanStep step = plan.step(where.step());
    String title = "round " + (where.round() + 1) + " of " + step.rounds() + ": " + where.step();
    return step.objects() == 1 || step.protocol().opens()
        ? title
        : title + ", " + (where.object() + 1) + " of " + step.objects();
  }

  /** The sum, which is closed where the listener ends the work by an exception. */
  private PartialSum recorded(
      PartialSum sum, Transcript transcript, int openings, int polynomialsDown, long start) {
    try {
      record(transcript, openings, polynomialsDown, sum.bytesUp(), start);
      return sum;
    } catch (RuntimeException e) {
      sum.close();
      throw e;
    }
  }

  private void record(
      Transcript transcript, int openings, int polynomialsDown, long bytesUp, long start) {
    PlanStep step = plan.step(transcript.where().step());
    long polynomial = (long) transcript.limbsIn() * plan.parameters().ringDimension() * Long.BYTES;
    RoundRecord record =
        new RoundRecord(
            step.name(),
            step.protocol(),
            transcript.where().round(),
            step.rounds(),
            (System.nanoTime() - start) * 1e-9,
            bytesUp,
            polynomialsDown * polynomial,
            transcript.limbsIn(),
            step.protocol().opens() ? 0 : transcript.limbsOut(),
            step.opens(),
            transcript.where().attempt(),
            transcript.where().object(),
            HexFormat.of().formatHex(transcript.id()),
            (long) openings * step.rowsPerOpening(plan));
    records.add(record);
    listener.onRound(record);
  }
}
