package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.optim.aggregator.DifferentiableLossAggregator;
import org.jspecify.annotations.Nullable;
import parley.robust.data.ExactSums;
import parley.robust.data.RowBlock;

/**
 * The mean logistic loss of the worst margins plus half the ridge penalty, and its gradient. Sums
 * over rows are exact, so a training is the same to the bit for any partitioning. An aggregator of
 * Spark's, so that Spark's loss function and Breeze's optimisers can work with it from Java.
 */
@DefaultSerializer(JavaSerializer.class)
final class MarginSums implements DifferentiableLossAggregator<RowBlock, MarginSums> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Vector> parameters;
  private final MarginForm form;
  private final long rows;
  private final double regParam;

  /** The gradient of the sum of losses, and behind it that sum. */
  private final ExactSums sums;

  private transient @Nullable Pass pass;

  MarginSums(Broadcast<Vector> parameters, MarginForm form, long rows, double regParam) {
    this.parameters = parameters;
    this.form = form;
    this.rows = rows;
    this.regParam = regParam;
    sums = new ExactSums(form.size() + 1);
  }

  @Override
  public MarginSums add(RowBlock block) {
    if (pass == null) {
      pass = new Pass(form, parameters.value().toArray());
    }
    pass.add(block, sums);
    return this;
  }

  @Override
  public MarginSums merge(MarginSums other) {
    sums.merge(other.sums);
    return this;
  }

  @Override
  public Vector gradient() {
    double[] total = sums.toDoubles();
    double[] gradient = new double[form.size()];
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = total[j] / rows;
    }
    double[] shrink = form.weights(parameters.value().toArray());
    for (int j = 0; j < shrink.length; j++) {
      shrink[j] *= regParam;
    }
    form.spread(shrink, gradient);
    return Vectors.dense(gradient);
  }

  @Override
  public double loss() {
    double penalty = 0;
    for (double w : form.weights(parameters.value().toArray())) {
      penalty += w * w;
    }
    return sums.toDoubles()[form.size()] / rows + regParam / 2 * penalty;
  }

  @Override
  public int dim() {
    return form.size();
  }

  @Override
  public double weightSum() {
    return rows;
  }

  @Override
  public double lossSum() {
    return loss() * rows;
  }

  // What the trait would keep is in the exact sums.
  @Override
  public void weightSum_$eq(double value) {}

  @Override
  public void lossSum_$eq(double value) {}

  /** One task's working memory. */
  private static final class Pass {
    private final double[] parameters;
    private final int features;
    private final MarginForm.Writer writer;
    private final double[] z;

    Pass(MarginForm form, double[] parameters) {
      this.parameters = parameters;
      features = form.weights(parameters).length;
      writer = form.writer(parameters);
      z = new double[parameters.length + 1];
    }

    void add(RowBlock block, ExactSums sums) {
      int size = parameters.length;
      for (int i = 0; i < block.count; i++) {
        writer.write(block.rows, i * features, 2 * block.labels[i] - 1, z);
        double margin = 0;
        for (int j = 0; j < size; j++) {
          margin += parameters[j] * z[j];
        }
        double slope = -1 / (1 + Math.exp(margin));
        for (int j = 0; j < size; j++) {
          z[j] *= slope;
        }
        z[size] =
            margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        sums.add(z, 0);
      }
    }
  }
}
