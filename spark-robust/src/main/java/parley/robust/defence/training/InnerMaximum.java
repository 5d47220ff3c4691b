package parley.robust.defence.training;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import parley.ml.column.RowKeys;
import parley.robust.model.GradientScorer;
import parley.robust.model.Perceptron;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.RandomStart;

/** Perturbs a batch's rows against the model as it is at a step. For one thread. */
final class InnerMaximum {
  /** How far TRADES starts from a row: at the row itself the divergence has no gradient. */
  private static final double NEAR = 1e-3;

  private final StepPlan plan;
  private final GradientScorer scorer;
  private final FeasibleSet feasible;
  private final RandomStart start;
  private final int features;
  private final int classes;

  InnerMaximum(StepPlan plan, GradientScorer scorer) {
    this.plan = plan;
    this.scorer = scorer;
    feasible = new FeasibleSet(plan.threat());
    start = new RandomStart(plan.threat());
    features = plan.features();
    classes = plan.classes();
  }

  /**
   * The perturbed rows.
   *
   * @param epoch what random numbers follow from, besides the keys
   */
  double[] perturb(double[] rows, int count, int[] labels, long[] keys, int epoch) {
    double[] moved = rows.clone();
    if (plan.method() == TrainingMethod.NONE) {
      return moved;
    }
    double[] lower = new double[count * features];
    double[] upper = new double[count * features];
    feasible.boxes(rows, count, lower, upper);
    boolean trades = plan.method() == TrainingMethod.TRADES;
    for (int i = 0; i < count; i++) {
      long key = RowKeys.mix(keys[i], epoch);
      if (trades) {
        nearby(rows, moved, lower, upper, i, key);
      } else {
        start.move(moved, lower, upper, i * features, key);
      }
    }
    double[] gradients = new double[count * features];
    double[] losses = new double[count];
    int[] predictions = new int[count];
    double[] clean = trades ? probabilities(rows, count) : new double[0];
    for (int t = 0; t < plan.attackIterations(); t++) {
      if (trades) {
        double[] slopes = probabilities(moved, count);
        for (int k = 0; k < slopes.length; k++) {
          slopes[k] -= clean[k];
        }
        scorer.scoreGradients(moved, count, slopes, gradients);
      } else {
        scorer.lossGradients(moved, count, labels, losses, predictions, gradients);
      }
      for (int i = 0; i < count; i++) {
        feasible.step(rows, moved, gradients, lower, upper, i * features, plan.attackStep());
      }
    }
    return moved;
  }

  double[] probabilities(double[] rows, int count) {
    double[] scores = new double[count * classes];
    scorer.scores(rows, count, scores);
    Perceptron.probabilities(scores, count, classes);
    return scores;
  }

  private void nearby(
      double[] rows, double[] moved, double[] lower, double[] upper, int i, long key) {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(key);
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    for (int at = i * features; at < (i + 1) * features; at++) {
      moved[at] = rows[at] + NEAR * gaussian.sample();
    }
    feasible.project(rows, moved, lower, upper, i * features);
  }
}
