package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.ml.column.RowKeys;
import parley.robust.model.GradientScorer;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.RandomStart;

/**
 * Projected gradient ascent over a block of rows in step.
 *
 * <p>The rows under way lie in the first places of the working arrays. Where a success ends a row,
 * the last one moves to its place, so that no gradient is computed for rows that are done. A row's
 * result does not change with its neighbours, since nothing is summed over rows.
 */
@DefaultSerializer(JavaSerializer.class)
final class GradientAttacker implements AttackPlan.Attacker {
  private final GradientPlan plan;
  private final GradientScorer scorer;
  private final FeasibleSet feasible;
  private final @Nullable RandomStart random;
  private final int features;

  /** Which row of the block is at a place. */
  private int[] rowAt = new int[0];

  private int[] labels = new int[0];
  private int[] predictions = new int[0];
  private double[] losses = new double[0];
  private double[] origins = new double[0];
  private double[] rows = new double[0];
  private double[] lower = new double[0];
  private double[] upper = new double[0];
  private double[] gradients = new double[0];

  /** Used by margins alone. */
  private double[] scores = new double[0];

  /** Of each row of the block: how well its best try does; higher is better. */
  private double[] best = new double[0];

  GradientAttacker(GradientPlan plan) {
    this.plan = plan;
    scorer = plan.view().scorer();
    feasible = new FeasibleSet(plan.threat());
    random = plan.randomStart() ? new RandomStart(plan.threat()) : null;
    features = plan.view().numFeatures();
  }

  @Override
  public void attack(AttackBlock block) {
    makeRoom(block.input.capacity());
    int count = block.input.count;
    System.arraycopy(block.input.rows, 0, block.adversarial, 0, count * features);
    scorer.labels(block.input.rows, count, predictions);
    for (int i = 0; i < count; i++) {
      block.success[i] = block.succeeds(i, predictions[i]);
      // A row that is adversarial as it is needs no perturbation, and no other try beats it.
      best[i] = block.success[i] ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    for (int restart = 0; restart < plan.restarts(); restart++) {
      int active = begin(block, restart);
      for (int t = 0; t < plan.iterations() && active > 0; t++) {
        active = climb(block, active);
      }
      finish(block, active);
    }
  }

  /** Puts the rows that another restart may help to their starts; returns how many. */
  private int begin(AttackBlock block, int restart) {
    int active = 0;
    for (int i = 0; i < block.input.count; i++) {
      if (best[i] == Double.POSITIVE_INFINITY || (plan.stopAtSuccess() && block.success[i])) {
        continue;
      }
      rowAt[active] = i;
      labels[active] = block.targets[i] < 0 ? block.input.labels[i] : block.targets[i];
      System.arraycopy(block.input.rows, i * features, origins, active * features, features);
      active++;
    }
    System.arraycopy(origins, 0, rows, 0, active * features);
    feasible.boxes(origins, active, lower, upper);
    if (random != null) {
      for (int a = 0; a < active; a++) {
        long key = RowKeys.mix(block.input.keys[rowAt[a]], restart);
        random.move(rows, lower, upper, a * features, key);
      }
    }
    return active;
  }

  /** One step of all rows under way; returns how many still are. */
  private int climb(AttackBlock block, int active) {
    if (plan.byMargin()) {
      margins(active);
      scorer.scoreGradients(rows, active, scores, gradients);
    } else {
      scorer.lossGradients(rows, active, labels, losses, predictions, gradients);
    }
    int left = plan.stopAtSuccess() ? dropSuccesses(block, active) : active;
    for (int a = 0; a < left; a++) {
      double step = block.targets[rowAt[a]] < 0 ? plan.step() : -plan.step();
      feasible.step(origins, rows, gradients, lower, upper, a * features, step);
    }
    return left;
  }

  /** Losses, predictions, and in place of the scores how they enter the loss. */
  private void margins(int active) {
    scorer.labels(rows, active, predictions);
    scorer.scores(rows, active, scores);
    int classes = plan.view().numClasses();
    for (int a = 0; a < active; a++) {
      int from = a * classes;
      int label = from + labels[a];
      int other = label == from ? from + 1 : from;
      for (int k = from; k < from + classes; k++) {
        if (k != label && scores[k] > scores[other]) {
          other = k;
        }
      }
      losses[a] = scores[other] - scores[label];
      int first = scores[other] > scores[label] ? other : label;
      int third = plan.scaled() ? third(from, classes) : first;
      double spread = scores[first] - scores[third];
      double slope = spread > 0 ? 1 / spread : 1;
      losses[a] *= slope;
      Arrays.fill(scores, from, from + classes, 0);
      scores[other] = slope;
      scores[label] = -slope;
      if (spread > 0) {
        scores[first] -= losses[a] * slope;
        scores[third] += losses[a] * slope;
      }
    }
  }

  /** The place of the third highest of three scores or more. */
  private int third(int from, int classes) {
    int first = from;
    int second = -1;
    int third = -1;
    for (int k = from + 1; k < from + classes; k++) {
      if (scores[k] > scores[first]) {
        third = second;
        second = first;
        first = k;
      } else if (second < 0 || scores[k] > scores[second]) {
        third = second;
        second = k;
      } else if (third < 0 || scores[k] > scores[third]) {
        third = k;
      }
    }
    return third;
  }

  private int dropSuccesses(AttackBlock block, int active) {
    int left = active;
    for (int a = active - 1; a >= 0; a--) {
      if (block.succeeds(rowAt[a], predictions[a])) {
        keep(block, a, true, losses[a]);
        left--;
        move(left, a);
      }
    }
    return left;
  }

  /** Takes the ends of the rows still under way for their results where they are the best yet. */
  private void finish(AttackBlock block, int active) {
    if (plan.byMargin()) {
      margins(active);
    } else {
      scorer.losses(rows, active, labels, losses, predictions);
    }
    for (int a = 0; a < active; a++) {
      keep(block, a, block.succeeds(rowAt[a], predictions[a]), losses[a]);
    }
  }

  private void keep(AttackBlock block, int place, boolean success, double loss) {
    int row = rowAt[place];
    double merit = block.targets[row] < 0 ? loss : -loss;
    boolean better =
        success == block.success[row] ? merit > best[row] : success && !block.success[row];
    if (better) {
      System.arraycopy(rows, place * features, block.adversarial, row * features, features);
      block.success[row] = success;
      best[row] = merit;
    }
  }

  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    rowAt[to] = rowAt[from];
    labels[to] = labels[from];
    for (double[] array : new double[][] {origins, rows, lower, upper, gradients}) {
      System.arraycopy(array, from * features, array, to * features, features);
    }
  }

  private void makeRoom(int capacity) {
    if (best.length >= capacity) {
      return;
    }
    rowAt = new int[capacity];
    labels = new int[capacity];
    predictions = new int[capacity];
    losses = new double[capacity];
    best = new double[capacity];
    origins = new double[capacity * features];
    rows = Arrays.copyOf(origins, origins.length);
    lower = Arrays.copyOf(origins, origins.length);
    upper = Arrays.copyOf(origins, origins.length);
    gradients = Arrays.copyOf(origins, origins.length);
    scores = new double[plan.byMargin() ? capacity * plan.view().numClasses() : 0];
  }
}
