package parley.fl.optim;

/** The model between two iterations, in clear. Not safe for use by several threads. */
public final class IterationState {
  private final IterationPlan plan;
  private double[] w;
  private double[] v;
  private int iteration;

  /** The state before the first iteration: all weights 0. */
  public IterationState(IterationPlan plan) {
    this.plan = plan;
    this.w = new double[plan.columns()];
    this.v = new double[plan.columns()];
  }

  /** The number of iterations done. */
  public int iteration() {
    return iteration;
  }

  /** w: the model's weights, a new array; of the intercept all, its offset included. */
  public double[] weights() {
    double[] weights = w.clone();
    if (plan.intercept()) {
      weights[weights.length - 1] += plan.interceptOffset();
    }
    return weights;
  }

  /** v: where the next gradient is taken, a new array; of the intercept without its offset. */
  public double[] lookahead() {
    return v.clone();
  }

  /** Goes one iteration on with the gradient sums G of all providers at {@link #lookahead}. */
  public void step(double[] gradientSums) {
    step(gradientSums, plan.stepSize());
  }

  /** The same with a step of that size. */
  void step(double[] gradientSums, double size) {
    double beta = plan.momentum(iteration);
    double[] nextW = new double[w.length];
    double[] nextV = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      nextW[j] = plan.decay(j, size) * v[j] - plan.gradientFactor(j, size) * gradientSums[j];
      nextV[j] = (1 + beta) * nextW[j] - beta * w[j];
    }
    w = nextW;
    v = nextV;
    iteration++;
  }
}
