package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import parley.error.InvalidDataException;
import parley.robust.data.ExactSums;
import parley.robust.data.RowBlock;
import parley.robust.model.DifferentiableView;
import parley.robust.model.GradientScorer;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.ThreatModel;

/**
 * Climbs the loss summed over the rows that the model still gets right. Rows it errs on already
 * would only pull the perturbation farther their way; Shafahi et al. clip the loss for the same
 * reason (https://arxiv.org/abs/1811.11304). Sums are exact, so the result is the same for any
 * partitioning.
 */
final class UniversalLearner {
  private final DifferentiableView view;
  private final ThreatModel threat;
  private final double step;
  private final int iterations;

  UniversalLearner(DifferentiableView view, ThreatModel threat, double step, int iterations) {
    this.view = view;
    this.threat = threat;
    this.step = step;
    this.iterations = iterations;
  }

  /** The perturbation under which the model erred on most of the rows, of all on the way. */
  double[] learn(JavaSparkContext spark, JavaRDD<RowBlock> blocks) {
    int features = view.numFeatures();
    ThreatModel ball = threat.withClip(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    FeasibleSet feasible = new FeasibleSet(ball);
    double[] origin = new double[features];
    double[] lower = new double[features];
    double[] upper = new double[features];
    feasible.boxes(origin, 1, lower, upper);
    double[] perturbation = new double[features];
    double[] best = perturbation;
    long most = -1;
    for (int t = 0; t <= iterations; t++) {
      UniversalPlan plan = new UniversalPlan(view, threat, perturbation.clone());
      Pass pass = pass(spark, blocks, plan);
      if (pass.rows == 0) {
        throw new InvalidDataException(
            "cannot learn a universal perturbation: expected at least one row, got none");
      }
      if (pass.wrong > most) {
        most = pass.wrong;
        best = plan.perturbation();
      }
      if (pass.wrong == pass.rows) {
        break;
      }
      feasible.step(origin, perturbation, pass.gradient.toDoubles(), lower, upper, 0, step);
    }
    return best;
  }

  private static Pass pass(JavaSparkContext spark, JavaRDD<RowBlock> blocks, UniversalPlan plan) {
    Broadcast<UniversalPlan> shared = spark.broadcast(plan);
    try {
      return blocks
          .mapPartitions(partition -> List.of(over(partition, shared.value())).iterator())
          .treeAggregate(
              new Pass(plan.view().numFeatures()), (a, b) -> a.merge(b), (a, b) -> a.merge(b));
    } finally {
      shared.destroy();
    }
  }

  private static Pass over(Iterator<RowBlock> partition, UniversalPlan plan) {
    int features = plan.view().numFeatures();
    GradientScorer scorer = ((DifferentiableView) plan.view()).scorer();
    Pass pass = new Pass(features);
    double[] shifted = new double[0];
    double[] gradients = new double[0];
    double[] losses = new double[0];
    int[] predictions = new int[0];
    while (partition.hasNext()) {
      RowBlock block = partition.next();
      if (losses.length < block.capacity()) {
        shifted = new double[block.rows.length];
        gradients = new double[block.rows.length];
        losses = new double[block.capacity()];
        predictions = new int[block.capacity()];
      }
      plan.shift(block.rows, block.count, shifted);
      scorer.lossGradients(shifted, block.count, block.labels, losses, predictions, gradients);
      for (int i = 0; i < block.count; i++) {
        pass.rows++;
        if (predictions[i] != block.labels[i]) {
          pass.wrong++;
        } else {
          dropHeld(plan, block.rows, shifted, gradients, i * features);
          pass.gradient.add(gradients, i * features);
        }
      }
    }
    return pass;
  }

  /** Where a row is cut off at a bound, the perturbation does not move it. */
  private static void dropHeld(
      UniversalPlan plan, double[] rows, double[] shifted, double[] gradients, int from) {
    double[] perturbation = plan.perturbation();
    for (int j = 0; j < perturbation.length; j++) {
      if (shifted[from + j] != rows[from + j] + perturbation[j]) {
        gradients[from + j] = 0;
      }
    }
  }

  /** What a pass over rows adds up. */
  @DefaultSerializer(JavaSerializer.class)
  private static final class Pass implements Serializable {
    private static final long serialVersionUID = 1L;

    final ExactSums gradient;
    long rows;
    long wrong;

    Pass(int features) {
      gradient = new ExactSums(features);
    }

    Pass merge(Pass other) {
      gradient.merge(other.gradient);
      rows += other.rows;
      wrong += other.wrong;
      return this;
    }
  }
}
