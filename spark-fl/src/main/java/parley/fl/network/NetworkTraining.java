package parley.fl.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import parley.fl.activation.DivergenceException;

/**
 * A training between two iterations, in clear: Nesterov's accelerated gradient (Soviet Math. Dokl.
 * 27, 1983) on the mean of each batch's rows,
 *
 * <pre>
 * w_{t+1} = v_t - eta_t g(v_t)
 * v_{t+1} = w_{t+1} + mu (w_{t+1} - w_t),       v_0 = w_0
 * </pre>
 *
 * <p>Where the errors at a look say that it runs away, the iteration's gradient is thrown away, and
 * it goes on from the v that the look before was at, or the start: its next step is without
 * momentum, and steps are half as long from there on. The iteration is spent. Not safe for use by
 * several threads.
 */
public final class NetworkTraining {
  /** How often steps are halved at most. */
  public static final int MOST_HALVINGS = 4;

  /** What the numbers of a training under encryption have room for, before an activation. */
  public static final double MOST_BEFORE_ACTIVATION = 64;

  private final NetworkTerms terms;
  private final double[] steps;
  private final ErrorWatch watch;
  private final double[] largest;
  private double[] w;
  private double[] v;
  private double[] kept;
  private int iteration;
  private int halvings;
  private boolean still;

  /**
   * A training before its first iteration.
   *
   * @param steps one a layer: {@link NetworkTerms#steps}
   */
  public NetworkTraining(NetworkTerms terms, double[] steps) {
    this.terms = terms;
    this.steps = steps.clone();
    watch = new ErrorWatch(terms.watch() ? terms.rule().firstError() : Double.POSITIVE_INFINITY);
    largest = new double[terms.shape().layers()];
    w = terms.start().toArray();
    v = w.clone();
    kept = w;
  }

  /** The number of iterations done, those that were taken back too. */
  public int iteration() {
    return iteration;
  }

  /** Whether all iterations are done. */
  public boolean done() {
    return iteration == terms.iterations();
  }

  /** w: the model. */
  public NetworkWeights weights() {
    return NetworkWeights.of(terms.shape(), w);
  }

  /** v: where the next gradient is taken. */
  public NetworkWeights lookahead() {
    return NetworkWeights.of(terms.shape(), v);
  }

  /** How many times it went back. */
  public int halvings() {
    return halvings;
  }

  /** The looks so far. */
  public List<ErrorWatch.Look> looks() {
    return watch.looks();
  }

  /** Of each layer the largest absolute value before its activation so far. */
  public double[] largest() {
    return largest.clone();
  }

  /**
   * Goes one iteration on.
   *
   * @param sums of the batch's rows of all providers at {@link #lookahead}
   * @throws DivergenceException if the training runs away, and shorter steps do not help or nobody
   *     watches
   */
  public void step(BatchSums sums) {
    iteration++;
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], sums.largest()[i]);
    }
    if (!terms.watch()) {
      requireRoom(sums);
    } else if (ErrorWatch.due(iteration)) {
      double mean = sums.squaredErrors() / ((double) sums.rows() * terms.shape().outputs());
      if (!watch.look(iteration, mean)) {
        goBack(mean);
        return;
      }
      kept = v;
    }
    double factor =
        Math.scalb(terms.schedule().factor(iteration - 1, terms.iterations()), -halvings)
            / sums.rows();
    double[] nextW = new double[w.length];
    double[] nextV = new double[w.length];
    double momentum = still ? 0 : terms.momentum();
    NetworkShape shape = terms.shape();
    for (int layer = 0; layer < shape.layers(); layer++) {
      double step = steps[layer] * factor;
      for (int i = shape.offset(layer); i < shape.offset(layer + 1); i++) {
        nextW[i] = v[i] - step * sums.gradient()[i];
        nextV[i] = nextW[i] + momentum * (nextW[i] - w[i]);
      }
    }
    w = nextW;
    v = nextV;
    still = false;
  }

  private void goBack(double mean) {
    w = kept;
    v = kept;
    still = true;
    halvings++;
    if (halvings > MOST_HALVINGS) {
      throw diverges(
          String.format(
              "a mean squared error of at most %.4g, got %.4g, with steps halved %d times",
              watch.most(), mean, MOST_HALVINGS));
    }
  }

  private void requireRoom(BatchSums sums) {
    for (double value : sums.largest()) {
      if (!(value <= MOST_BEFORE_ACTIVATION)) {
        throw diverges(
            String.format(
                "values of at most %.4g before an activation, got %.4g",
                MOST_BEFORE_ACTIVATION, value));
      }
    }
  }

  private DivergenceException diverges(String expected) {
    return new DivergenceException(
        "cannot go on training: it diverges at iteration "
            + iteration
            + ", expected "
            + expected
            + "; the steps were "
            + Arrays.stream(steps)
                .mapToObj(step -> String.format("%.4g", step))
                .collect(Collectors.joining(", "))
            + (terms.givenSteps().isEmpty()
                ? ", use a smaller gain or another seed"
                : ", leave them to the rule or halve them")
            + (terms.watch() ? "" : ", or have the errors watched"));
  }
}
