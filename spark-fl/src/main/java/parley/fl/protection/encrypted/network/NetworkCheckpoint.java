package parley.fl.protection.encrypted.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.network.ErrorWatch;
import parley.fl.protection.encrypted.checkpoint.RoundRecords;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.network.loop.LoopState;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.session.RoundRecord;

/**
 * How far a network's training is, beside its session: what a restarted driver goes on from. The
 * weights in it are encrypted under the key that no one holds, sums are masked, and the rest is
 * public. Immutable; its arrays are not to be changed.
 *
 * @param attempt of the rounds that come next; more with each restart
 * @param step number of the next iteration, from 0, and how often steps were halved
 * @param told what providers are told, in its wire form
 * @param weightSum of all rows
 * @param lambdaX the largest eigenvalue of the features that was opened
 * @param now where the training is
 * @param kept where it would go back
 * @param looks at the errors so far
 * @param rounds all rounds so far, for the report
 */
record NetworkCheckpoint(
    int attempt,
    Step step,
    byte[] told,
    double weightSum,
    double lambdaX,
    Saved now,
    Saved kept,
    List<ErrorWatch.Look> looks,
    List<RoundRecord> rounds)
    implements SavedState {
  private static final String MAGIC = "parley/network-checkpoint/2";
  private static final int MOST = 1 << 20;

  /**
   * A point of the loop in wire forms.
   *
   * @param weights of the packed ciphertexts
   * @param transposed of those that are packed the other way
   * @param before what the momentum needs of each layer's refresh; empty at the start
   * @param step of that refresh; null at the start
   */
  record Saved(
      List<byte[]> weights, List<byte[]> transposed, List<byte[]> before, @Nullable Step step) {
    static Saved of(LoopState.Point point) {
      return new Saved(
          point.weights().stream().map(Ciphertext::toBytes).toList(),
          point.transposed().stream().map(Ciphertext::toBytes).toList(),
          point.before().stream().map(RefreshedSums::carryToBytes).toList(),
          point.step());
    }

    /** The same again; its ciphertexts are the caller's. */
    LoopState.Point open(CkksContext context) {
      return new LoopState.Point(
          weights.stream().map(c -> Ciphertext.fromBytes(context, c)).toList(),
          transposed.stream().map(c -> Ciphertext.fromBytes(context, c)).toList(),
          before.stream().map(RefreshedSums::carryFromBytes).toList(),
          step);
    }

    void writeTo(WireWriter out) {
      for (List<byte[]> many : List.of(weights, transposed, before)) {
        out.add(many.size());
        many.forEach(out::add);
      }
      if (step != null) {
        writeStep(out, step);
      }
    }

    static Saved readFrom(WireReader in) {
      List<byte[]> weights = many(in, "ciphertexts", MOST);
      List<byte[]> transposed = many(in, "transposed ciphertexts", MOST);
      List<byte[]> before = many(in, "carried sums", MOST);
      return new Saved(weights, transposed, before, before.isEmpty() ? null : readStep(in));
    }

    private static List<byte[]> many(WireReader in, String what, int most) {
      List<byte[]> out = new ArrayList<>();
      for (int k = in.integer(what, 0, most); k > 0; k--) {
        out.add(in.bytes(what));
      }
      return out;
    }
  }

  static NetworkCheckpoint of(
      int attempt,
      LoopState loop,
      BatchTold told,
      double weightSum,
      double lambdaX,
      List<ErrorWatch.Look> looks,
      List<RoundRecord> rounds) {
    return new NetworkCheckpoint(
        attempt,
        loop.step(),
        told.toBytes(),
        weightSum,
        lambdaX,
        Saved.of(loop.now()),
        Saved.of(loop.kept()),
        looks,
        List.copyOf(rounds));
  }

  /** Where a restarted training stood; null for a new one. */
  static @Nullable NetworkCheckpoint found(TrainingProgress progress) {
    return (NetworkCheckpoint) progress.found();
  }

  /** The loop's state again; its ciphertexts are the caller's. */
  LoopState loop(CkksContext context) {
    return new LoopState(step, now.open(context), kept.open(context));
  }

  @Override
  public int iteration() {
    return step.iteration();
  }

  @Override
  public NetworkCheckpoint nextAttempt() {
    return new NetworkCheckpoint(
        attempt + 1, step, told, weightSum, lambdaX, now, kept, looks, rounds);
  }

  @Override
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(attempt);
    writeStep(out, step);
    out.add(told).add(weightSum).add(lambdaX);
    now.writeTo(out);
    kept.writeTo(out);
    out.add(looks.size());
    for (ErrorWatch.Look look : looks) {
      out.add(look.iteration()).add(look.meanSquare()).add(look.kept() ? 1 : 0);
    }
    RoundRecords.write(out, rounds);
    return out.toBytes();
  }

  private static void writeStep(WireWriter out, Step step) {
    out.add(step.iteration()).add(step.halvings()).add(step.still() ? 1 : 0);
  }

  private static Step readStep(WireReader in) {
    return new Step(
        in.integer("iteration", 0, MOST),
        in.integer("halvings", 0, MOST),
        in.integer("still", 0, 1) == 1);
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  static NetworkCheckpoint fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "checkpoint");
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    int attempt = in.integer("attempt", 0, MOST);
    Step step = readStep(in);
    byte[] told = in.bytes("batch");
    double weightSum = in.number("sum of the weights");
    double lambdaX = in.number("largest eigenvalue");
    Saved now = Saved.readFrom(in);
    Saved kept = Saved.readFrom(in);
    List<ErrorWatch.Look> looks = new ArrayList<>();
    for (int k = in.integer("looks", 0, MOST); k > 0; k--) {
      looks.add(
          new ErrorWatch.Look(
              in.integer("iteration"), in.number("mean"), in.integer("kept", 0, 1) == 1));
    }
    List<RoundRecord> rounds = RoundRecords.read(in);
    in.end();
    BatchTold.fromBytes(told);
    return new NetworkCheckpoint(attempt, step, told, weightSum, lambdaX, now, kept, looks, rounds);
  }
}
