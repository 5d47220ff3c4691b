package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.robust.model.LinearView;
import parley.robust.model.Scorer;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.LinearMaximum;

/** For each row the feasible point that is farthest on the side of another class. */
@DefaultSerializer(JavaSerializer.class)
final class ExactAttacker implements AttackPlan.Attacker {
  private final LinearView view;
  private final int features;
  private final int classes;
  private final Scorer scorer;
  private final FeasibleSet feasible;
  private final LinearMaximum maximum;
  private final double[] lower;
  private final double[] upper;
  private final double[] point;
  private final double[] origin;
  private final double[] weights;
  private int[] predictions = new int[0];

  ExactAttacker(ExactPlan plan) {
    view = plan.view();
    features = view.numFeatures();
    classes = view.numClasses();
    scorer = view.scorer();
    feasible = new FeasibleSet(plan.threat());
    maximum = new LinearMaximum(plan.threat());
    lower = new double[features];
    upper = new double[features];
    point = new double[features];
    origin = new double[features];
    weights = new double[features];
  }

  @Override
  public void attack(AttackBlock block) {
    int count = block.input.count;
    if (predictions.length < count) {
      predictions = new int[block.input.capacity()];
    }
    System.arraycopy(block.input.rows, 0, block.adversarial, 0, count * features);
    scorer.labels(block.input.rows, count, predictions);
    for (int i = 0; i < count; i++) {
      if (!block.succeeds(i, predictions[i])) {
        worst(block, i);
      }
    }
    // The model has the last word: at a tie the margin alone does not tell.
    scorer.labels(block.adversarial, count, predictions);
    for (int i = 0; i < count; i++) {
      block.success[i] = block.succeeds(i, predictions[i]);
    }
  }

  private void worst(AttackBlock block, int row) {
    int label = block.input.labels[row];
    System.arraycopy(block.input.rows, row * features, origin, 0, features);
    feasible.boxes(origin, 1, lower, upper);
    double highest = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < classes; other++) {
      if (other == label) {
        continue;
      }
      view.pairWeights(label, other, weights);
      double margin =
          maximum.find(weights, origin, lower, upper, point) + view.pairIntercept(label, other);
      if (margin > highest) {
        highest = margin;
        System.arraycopy(point, 0, block.adversarial, row * features, features);
      }
    }
  }
}
