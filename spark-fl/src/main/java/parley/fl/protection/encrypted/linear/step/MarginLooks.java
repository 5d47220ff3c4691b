package parley.fl.protection.encrypted.linear.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * Brings the mean of u^2 and 32 times the sum of (k u)^16 over all rows to the model's scale and
 * opens them to all. A sum, because it is told from 0 where it is 2^-16, however many rows there
 * are: so the same flooding serves both. For one thread.
 */
public final class MarginLooks {
  /** What the sum of 16th powers is multiplied with. */
  static final double SUM_FACTOR = 32;

  private final Federation federation;
  private final Layout layout;
  private final LoopNumbers numbers;
  private final double scale;
  private final double rows;

  /** Looks at a training of so many rows. */
  public MarginLooks(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      LoopNumbers numbers,
      double rows) {
    this.federation = federation;
    this.layout = layout;
    this.numbers = numbers;
    this.scale =
        TrainingSteps.lookScale(federation.context().primes(), layout, arguments.fit() != null);
    this.rows = rows;
  }

  /** True scale of the powers. */
  public double scale() {
    return scale;
  }

  /** The sum refresh that gives the mean of the first power over the rows, and the second's sum. */
  public SumRefreshCall call(int powers) {
    SumRefreshCall.Builder call = SumRefreshCall.builder();
    for (int k = 0; k < powers; k++) {
      double factor = layout.rowsPerMargins() / divisor(k);
      call.output(
          SumRefreshOutput.single(k, factor, scale, layout.modelLimbs(), Layout.modelScale()));
    }
    return call.build();
  }

  private double divisor(int power) {
    return power == 0 ? rows : 1 / SUM_FACTOR;
  }

  /**
   * A look at an iteration's margins that the driver holds, by as many threads as there are cores.
   *
   * @param margins stay the caller's
   * @param powers of a ciphertext of them, at the look's limbs; each the caller's
   */
  public void look(
      int iteration, List<Ciphertext> margins, Function<Ciphertext, List<Ciphertext>> powers) {
    List<List<Ciphertext>> all = margins.parallelStream().map(powers).toList();
    Evaluator evaluator = new Evaluator(federation.context());
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = new ArrayList<>();
      for (int k = 0; k < all.get(0).size(); k++) {
        int power = k;
        sums.add(all.stream().map(p -> p.get(power)).reduce(evaluator::add).orElseThrow());
      }
      open(
          iteration,
          federation.sumRefresh(TrainingSteps.LOOK_REFRESH, iteration, sums, call(sums.size())));
    } finally {
      all.forEach(p -> p.forEach(Ciphertext::close));
    }
  }

  /** Opens what {@link #call} gave to all, closes it, and lets the training's numbers follow. */
  public void open(int iteration, RefreshedSums means) {
    List<Ciphertext> outputs = means.outputs();
    double[] opened;
    try (means) {
      opened = federation.openMeans(TrainingSteps.LOOK_OPEN, iteration, outputs);
    }
    for (int k = 0; k < opened.length; k++) {
      opened[k] *= divisor(k) / rows;
    }
    numbers.look(iteration, opened);
  }
}
