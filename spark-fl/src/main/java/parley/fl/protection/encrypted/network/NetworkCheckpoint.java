package parley.fl.protection.encrypted.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.protection.encrypted.checkpoint.RoundRecords;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.network.loop.LoopState;
import parley.fl.protection.encrypted.network.step.BatchTold;
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
 * @param iteration number of the next iteration, from 0
 * @param told what providers are told, in its wire form
 * @param weightSum of all rows
 * @param lambdaX the largest eigenvalue of the features that was opened
 * @param weights wire forms of the packed ciphertexts
 * @param carries what the momentum needs of each layer's last refresh; empty before the first
 * @param rounds all rounds so far, for the report
 */
record NetworkCheckpoint(
    int attempt,
    int iteration,
    byte[] told,
    double weightSum,
    double lambdaX,
    List<byte[]> weights,
    List<byte[]> carries,
    List<RoundRecord> rounds)
    implements SavedState {
  private static final String MAGIC = "parley/network-checkpoint/1";
  private static final int MOST = 1 << 20;

  static NetworkCheckpoint of(
      int attempt,
      LoopState loop,
      BatchTold told,
      double weightSum,
      double lambdaX,
      List<RoundRecord> rounds) {
    List<byte[]> carries = new ArrayList<>();
    for (RefreshedSums before : loop.before()) {
      carries.add(before.carryToBytes());
    }
    return new NetworkCheckpoint(
        attempt,
        loop.iteration(),
        told.toBytes(),
        weightSum,
        lambdaX,
        loop.weights().stream().map(Ciphertext::toBytes).toList(),
        carries,
        List.copyOf(rounds));
  }

  /** Where a restarted training stood; null for a new one. */
  static @Nullable NetworkCheckpoint found(TrainingProgress progress) {
    return (NetworkCheckpoint) progress.found();
  }

  /** The loop's state again; its ciphertexts are the caller's. */
  LoopState loop(CkksContext context) {
    return new LoopState(
        iteration,
        weights.stream().map(c -> Ciphertext.fromBytes(context, c)).toList(),
        carries.stream().map(RefreshedSums::carryFromBytes).toList());
  }

  @Override
  public NetworkCheckpoint nextAttempt() {
    return new NetworkCheckpoint(
        attempt + 1, iteration, told, weightSum, lambdaX, weights, carries, rounds);
  }

  @Override
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(attempt).add(iteration).add(told);
    out.add(weightSum).add(lambdaX).add(weights.size());
    weights.forEach(out::add);
    out.add(carries.size());
    carries.forEach(out::add);
    RoundRecords.write(out, rounds);
    return out.toBytes();
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
    int iteration = in.integer("iteration", 0, MOST);
    byte[] told = in.bytes("batch");
    double weightSum = in.number("sum of the weights");
    double lambdaX = in.number("largest eigenvalue");
    List<byte[]> weights = many(in, "ciphertexts");
    List<byte[]> carries = many(in, "carried sums");
    List<RoundRecord> rounds = RoundRecords.read(in);
    in.end();
    BatchTold.fromBytes(told);
    return new NetworkCheckpoint(
        attempt, iteration, told, weightSum, lambdaX, weights, carries, rounds);
  }

  private static List<byte[]> many(WireReader in, String what) {
    List<byte[]> out = new ArrayList<>();
    for (int k = in.integer(what, 0, MOST); k > 0; k--) {
      out.add(in.bytes(what));
    }
    return out;
  }
}
