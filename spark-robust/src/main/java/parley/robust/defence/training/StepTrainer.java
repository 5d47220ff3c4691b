package parley.robust.defence.training;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import parley.error.ParleyException;
import parley.robust.data.RowBlock;
import parley.robust.model.Perceptron;

/**
 * Trains a perceptron by steps, each a job: the lanes perturb their rows of the batch and sum
 * gradients, and the driver adds these up in the lanes' order and changes the weights. So equal
 * rows, Params and seed give equal weights, to the bit, for any partitioning and any cluster.
 */
public final class StepTrainer {
  private final StepPlan plan;
  private final Schedule schedule;
  private boolean settled = true;

  /** Summed over some rows: losses, and their gradient with the penalty's, over the rows. */
  private record Sums(double loss, long rows, double[] gradient) {}

  /**
   * How long and how fast.
   *
   * @param epochs passes over the rows; 0 for as many as the loss asks for, at most {@link
   *     LossWatch#MOST_EPOCHS}
   * @param batchSize rows of a step, about
   * @param learningRate of the first step; with a number of epochs it falls to 0 in a straight line
   * @param regParam weight of half the squared weights, without the biases
   */
  public record Schedule(
      int epochs,
      int batchSize,
      double learningRate,
      String optimizer,
      double momentum,
      double regParam) {}

  public StepTrainer(StepPlan plan, Schedule schedule) {
    this.plan = plan;
    this.schedule = schedule;
  }

  /**
   * The weights in a perceptron's layout.
   *
   * @param lanes as {@link Lanes} gives them, cached
   * @param rows how many there are
   */
  public double[] train(JavaSparkContext spark, JavaRDD<RowBlock> lanes, long rows) {
    double[] weights = initial();
    int steps = (int) Math.max(1, (rows + schedule.batchSize - 1) / schedule.batchSize);
    Passes passes = new Passes(spark, lanes, steps);
    if (schedule.epochs > 0) {
      passes.run(weights, 0, schedule.epochs, schedule.learningRate);
      return weights;
    }
    LossWatch watch = new LossWatch(schedule.learningRate);
    double[] best = weights;
    int epoch = 0;
    while (watch.goesOn()) {
      double[] tried = best.clone();
      int cycle = watch.cycle();
      watch.hear(passes.run(tried, epoch, cycle, watch.rate()));
      epoch += cycle;
      best = watch.isBetter() ? tried : best;
    }
    settled = watch.isSettled();
    return best;
  }

  /** Whether the loss had stopped falling, where the training was to go on until then. */
  public boolean isSettled() {
    return settled;
  }

  /** Passes over the rows, in batches of which each is a job. */
  private final class Passes {
    private final JavaSparkContext spark;
    private final JavaRDD<RowBlock> lanes;
    private final int steps;

    Passes(JavaSparkContext spark, JavaRDD<RowBlock> lanes, int steps) {
      this.spark = spark;
      this.lanes = lanes;
      this.steps = steps;
    }

    /** Changes the weights by steps that shorten to 0; the mean loss of the last epoch. */
    double run(double[] weights, int from, int epochs, double rate) {
      Descent descent = Descent.of(schedule.optimizer, schedule.momentum, weights.length);
      double all = (double) steps * epochs;
      double loss = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        loss = 0;
        long rows = 0;
        for (int step = 0; step < steps; step++) {
          Sums sums = sums(spark, lanes, weights, from + epoch, step, steps);
          loss += sums.loss + sums.rows * penalty(weights);
          rows += sums.rows;
          double done = ((double) epoch * steps + step) / all;
          descent.step(weights, sums.gradient, rate * (1 - done));
        }
        loss /= Math.max(rows, 1);
      }
      return loss;
    }
  }

  private Sums sums(
      JavaSparkContext spark,
      JavaRDD<RowBlock> lanes,
      double[] weights,
      int epoch,
      int step,
      int steps) {
    Broadcast<double[]> shared = spark.broadcast(weights);
    StepPlan shape = plan;
    List<LaneGradient> parts;
    try {
      parts =
          lanes
              .mapPartitionsWithIndex(
                  (lane, blocks) ->
                      List.of(
                              LaneGradient.of(
                                  shape, shared.value(), blocks.next(), lane, epoch, step, steps))
                          .iterator(),
                  true)
              .collect();
    } finally {
      shared.destroy();
    }
    double[] gradient = new double[weights.length];
    double loss = 0;
    long count = 0;
    for (LaneGradient part :
        parts.stream().sorted(Comparator.comparingInt(LaneGradient::lane)).toList()) {
      count += part.rows();
      loss += part.loss();
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += part.gradient()[j];
      }
    }
    if (!Double.isFinite(loss)) {
      throw new ParleyException(
          "cannot train: the loss is not finite in epoch "
              + epoch
              + ", expected a lower learningRate or features scaled to about 1");
    }
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] /= Math.max(count, 1);
    }
    addPenalty(weights, gradient);
    return new Sums(loss, count, gradient);
  }

  /** Half the squared weights, without the biases, times regParam. */
  private double penalty(double[] weights) {
    int[] layers = plan.layers();
    double squares = 0;
    int at = 0;
    for (int l = 1; l < layers.length; l++) {
      int end = at + layers[l - 1] * layers[l];
      for (int j = at; j < end; j++) {
        squares += weights[j] * weights[j];
      }
      at = end + layers[l];
    }
    return schedule.regParam / 2 * squares;
  }

  private void addPenalty(double[] weights, double[] gradient) {
    int[] layers = plan.layers();
    int at = 0;
    for (int l = 1; l < layers.length; l++) {
      int end = at + layers[l - 1] * layers[l];
      for (int j = at; j < end; j++) {
        gradient[j] += schedule.regParam * weights[j];
      }
      at = end + layers[l];
    }
  }

  /**
   * Uniform starts for layers under sigmoids and over them (Glorot and Bengio 2010,
   * https://proceedings.mlr.press/v9/glorot10a.html); zeros where there is one layer only.
   */
  private double[] initial() {
    int[] layers = plan.layers();
    double[] weights = new double[Perceptron.numWeights(layers)];
    if (layers.length == 2) {
      return weights;
    }
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(plan.seed());
    int at = 0;
    for (int l = 1; l < layers.length; l++) {
      double gain = l + 1 < layers.length ? 4 : 1;
      double bound = gain * Math.sqrt(6.0 / (layers[l - 1] + layers[l]));
      int end = at + layers[l - 1] * layers[l];
      for (int j = at; j < end; j++) {
        weights[j] = bound * (2 * random.nextDouble() - 1);
      }
      at = end + layers[l];
    }
    return weights;
  }
}
