package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import parley.ml.column.RowKeys;
import parley.robust.data.RowBlock;
import parley.robust.model.Perceptron;
import parley.robust.model.WeightScorer;

/**
 * What a lane gives to a step: sums over its rows in the batch.
 *
 * @param lane its number
 * @param rows how many
 * @param loss sum of their losses
 * @param gradient sum of their losses' gradients in the weights
 */
@DefaultSerializer(JavaSerializer.class)
record LaneGradient(int lane, int rows, double loss, double[] gradient) implements Serializable {

  /**
   * Perturbs the lane's share of a batch and sums its losses and gradients.
   *
   * @param step number of the step in its epoch, from 0
   * @param steps of an epoch
   */
  static LaneGradient of(
      StepPlan plan, double[] weights, RowBlock all, int lane, int epoch, int step, int steps) {
    int from = (int) ((long) all.count * step / steps);
    int count = (int) ((long) all.count * (step + 1) / steps) - from;
    double[] gradient = new double[weights.length];
    if (count == 0) {
      return new LaneGradient(lane, 0, 0, gradient);
    }
    RowBlock batch = pick(plan, all, lane, epoch, from, count);
    WeightScorer scorer = Perceptron.of(plan.layers(), weights).scorer();
    InnerMaximum inner = new InnerMaximum(plan, scorer);
    double[] moved = inner.perturb(batch.rows, count, batch.labels, batch.keys, epoch);
    double loss =
        plan.method() == TrainingMethod.TRADES
            ? trades(plan, scorer, inner, batch, moved, gradient)
            : crossEntropy(plan, scorer, inner, batch, moved, gradient);
    return new LaneGradient(lane, count, loss, gradient);
  }

  private static double crossEntropy(
      StepPlan plan,
      WeightScorer scorer,
      InnerMaximum inner,
      RowBlock batch,
      double[] moved,
      double[] gradient) {
    int classes = plan.classes();
    double[] slopes = inner.probabilities(moved, batch.count);
    double loss = 0;
    for (int i = 0; i < batch.count; i++) {
      int own = i * classes + batch.labels[i];
      loss -= Math.log(Math.max(slopes[own], Double.MIN_NORMAL));
      slopes[own] -= 1;
    }
    scorer.addWeightGradients(moved, batch.count, slopes, gradient);
    return loss;
  }

  /** Cross entropy of p at the row, and beta times sum p log(p / q) with q at the perturbed row. */
  private static double trades(
      StepPlan plan,
      WeightScorer scorer,
      InnerMaximum inner,
      RowBlock batch,
      double[] moved,
      double[] gradient) {
    int classes = plan.classes();
    double beta = plan.tradesBeta();
    double[] p = inner.probabilities(batch.rows, batch.count);
    double[] q = inner.probabilities(moved, batch.count);
    double[] atRow = new double[p.length];
    double[] atMoved = new double[p.length];
    double loss = 0;
    for (int i = 0; i < batch.count; i++) {
      double divergence = 0;
      for (int k = i * classes; k < (i + 1) * classes; k++) {
        divergence += p[k] * logRatio(p[k], q[k]);
      }
      for (int k = i * classes; k < (i + 1) * classes; k++) {
        atRow[k] = p[k] + beta * p[k] * (logRatio(p[k], q[k]) - divergence);
        atMoved[k] = beta * (q[k] - p[k]);
      }
      int own = i * classes + batch.labels[i];
      atRow[own] -= 1;
      loss += beta * divergence - Math.log(Math.max(p[own], Double.MIN_NORMAL));
    }
    scorer.addWeightGradients(batch.rows, batch.count, atRow, gradient);
    scorer.addWeightGradients(moved, batch.count, atMoved, gradient);
    return loss;
  }

  private static double logRatio(double p, double q) {
    return Math.log(Math.max(p, Double.MIN_NORMAL)) - Math.log(Math.max(q, Double.MIN_NORMAL));
  }

  /** The lane's rows from a place of the epoch's order on. */
  private static RowBlock pick(
      StepPlan plan, RowBlock all, int lane, int epoch, int from, int count) {
    int[] order = order(all.count, RowKeys.mix(RowKeys.mix(plan.seed(), lane), epoch));
    int features = plan.features();
    RowBlock batch = new RowBlock(count, features);
    batch.count = count;
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      System.arraycopy(all.rows, row * features, batch.rows, i * features, features);
      batch.labels[i] = all.labels[row];
      batch.keys[i] = all.keys[row];
    }
    return batch;
  }

  private static int[] order(int count, long key) {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(key);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
