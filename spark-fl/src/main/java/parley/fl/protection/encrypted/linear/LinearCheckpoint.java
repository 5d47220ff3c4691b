package parley.fl.protection.encrypted.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.fl.activation.Schedule.Look;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.protection.encrypted.checkpoint.RoundRecords;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.linear.loop.LoopState;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.linear.Statistics;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.session.RoundRecord;

/**
 * How far a training is, beside its session: what a restarted driver goes on from. The model in it
 * is encrypted under the key that no one holds, sums are masked, and the rest is public: nothing in
 * it is secret. Immutable; its arrays are not to be changed.
 *
 * @param attempt of the rounds that come next; more with each restart
 * @param iteration number of the next iteration, from 0
 * @param scaling the agreed standardisation
 * @param labels how they became what is trained on
 * @param curvature what was opened for the step
 * @param state wire forms of the encrypted model
 * @param carry what the momentum needs of the last refresh; empty before the first
 * @param rounds all rounds so far, for the report
 * @param readings of a fixed polynomial's watch so far
 * @param looks at the margins so far, which fitted polynomials follow from
 */
record LinearCheckpoint(
    int attempt,
    int iteration,
    Standardization scaling,
    LabelScale labels,
    double[] curvature,
    List<byte[]> state,
    byte[] carry,
    List<RoundRecord> rounds,
    List<Reading> readings,
    List<Look> looks)
    implements SavedState {
  private static final String MAGIC = "parley/training-checkpoint/3";

  /** With the labels' scale, where they have one. */
  private static final String WITH_LABELS = "parley/training-checkpoint/4";

  private static final int MOST = 1 << 20;

  static LinearCheckpoint of(
      int attempt,
      LoopState loop,
      Statistics statistics,
      List<RoundRecord> rounds,
      List<Reading> readings,
      List<Look> looks) {
    RefreshedSums before = loop.before();
    return new LinearCheckpoint(
        attempt,
        loop.iteration(),
        statistics.standardization(),
        statistics.labels(),
        statistics.curvature(),
        loop.state().stream().map(Ciphertext::toBytes).toList(),
        before == null ? new byte[0] : before.carryToBytes(),
        List.copyOf(rounds),
        List.copyOf(readings),
        List.copyOf(looks));
  }

  /** Where a restarted training stood; null for a new one. */
  static @Nullable LinearCheckpoint found(TrainingProgress progress) {
    return (LinearCheckpoint) progress.found();
  }

  /** The loop's state again; its ciphertexts are the caller's. */
  LoopState loop(CkksContext context) {
    @Nullable RefreshedSums before = carry.length == 0 ? null : RefreshedSums.carryFromBytes(carry);
    return new LoopState(
        iteration, state.stream().map(c -> Ciphertext.fromBytes(context, c)).toList(), before);
  }

  @Override
  public LinearCheckpoint nextAttempt() {
    return new LinearCheckpoint(
        attempt + 1, iteration, scaling, labels, curvature, state, carry, rounds, readings, looks);
  }

  @Override
  public byte[] toBytes() {
    boolean scaled = !labels.equals(LabelScale.NONE);
    WireWriter out = new WireWriter().add(scaled ? WITH_LABELS : MAGIC);
    if (scaled) {
      TrainingArguments.writeLabels(out, labels);
    }
    out.add(attempt).add(iteration).add(scaling.clip());
    write(out, scaling.mean());
    write(out, scaling.scale());
    out.add(scaling.constantFeatures().size());
    scaling.constantFeatures().forEach(out::add);
    write(out, curvature);
    out.add(state.size());
    state.forEach(out::add);
    out.add(carry);
    RoundRecords.write(out, rounds);
    out.add(readings.size());
    for (Reading reading : readings) {
      out.add(reading.iteration()).add(reading.meanSquare()).add(reading.outsideShare());
    }
    out.add(looks.size());
    looks.forEach(look -> out.add(look.iteration()).add(look.margin()).add(look.spread()));
    return out.toBytes();
  }

  private static void write(WireWriter out, double[] values) {
    out.add(values.length);
    for (double value : values) {
      out.add(value);
    }
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  static LinearCheckpoint fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "checkpoint");
    try {
      return read(in);
    } catch (IllegalArgumentException e) {
      throw in.refuse("a number in it is out of range: " + e.getMessage());
    }
  }

  private static LinearCheckpoint read(WireReader in) {
    String magic = in.text("magic");
    boolean scaled = magic.equals(WITH_LABELS);
    if (!scaled && !magic.equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    LabelScale labels = scaled ? TrainingArguments.readLabels(in) : LabelScale.NONE;
    int attempt = in.integer("attempt", 0, MOST);
    int iteration = in.integer("iteration", 0, MOST);
    double clip = in.number("clip");
    double[] mean = numbers(in, "means");
    double[] scale = numbers(in, "scales");
    List<Integer> constant = new ArrayList<>();
    repeat(in, "constant features", i -> constant.add(in.integer("feature", 0, mean.length - 1)));
    double[] curvature = numbers(in, "curvature");
    List<byte[]> state = new ArrayList<>();
    repeat(in, "state", i -> state.add(in.bytes("ciphertext")));
    byte[] carry = in.bytes("carried sums");
    List<RoundRecord> rounds = RoundRecords.read(in);
    List<Reading> readings = new ArrayList<>();
    repeat(
        in,
        "readings",
        i ->
            readings.add(
                new Reading(in.integer("iteration"), in.number("mean"), in.number("share"))));
    List<Look> looks = new ArrayList<>();
    repeat(
        in,
        "looks",
        i ->
            looks.add(
                new Look(
                    in.integer("iteration", 1, MOST), in.integer("margin"), in.integer("spread"))));
    in.end();
    return new LinearCheckpoint(
        attempt,
        iteration,
        Standardization.of(mean, scale, constant, clip),
        labels,
        curvature,
        state,
        carry,
        rounds,
        readings,
        looks);
  }

  private static void repeat(WireReader in, String what, Consumer<Integer> read) {
    int count = in.integer(what, 0, MOST);
    for (int i = 0; i < count; i++) {
      read.accept(i);
    }
  }

  private static double[] numbers(WireReader in, String what) {
    double[] values = new double[in.integer(what, 0, MOST)];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.number(what);
    }
    return values;
  }
}
