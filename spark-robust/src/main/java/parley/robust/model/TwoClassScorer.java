package parley.robust.model;

/** Keeps nothing but the view. */
final class TwoClassScorer implements GradientScorer {
  private final TwoClassView view;
  private final int features;

  TwoClassScorer(TwoClassView view) {
    this.view = view;
    features = view.numFeatures();
  }

  @Override
  public void scores(double[] rows, int count, double[] scores) {
    for (int i = 0; i < count; i++) {
      double margin = margin(rows, i);
      scores[2 * i] = -margin;
      scores[2 * i + 1] = margin;
    }
  }

  @Override
  public void labels(double[] rows, int count, int[] labels) {
    for (int i = 0; i < count; i++) {
      labels[i] = margin(rows, i) > view.threshold ? 1 : 0;
    }
  }

  @Override
  public void losses(double[] rows, int count, int[] labels, double[] losses, int[] predictions) {
    for (int i = 0; i < count; i++) {
      double margin = margin(rows, i);
      predictions[i] = margin > view.threshold ? 1 : 0;
      losses[i] = loss(sign(labels[i]) * margin);
    }
  }

  @Override
  public void lossGradients(
      double[] rows,
      int count,
      int[] labels,
      double[] losses,
      int[] predictions,
      double[] gradients) {
    for (int i = 0; i < count; i++) {
      double margin = margin(rows, i);
      predictions[i] = margin > view.threshold ? 1 : 0;
      int sign = sign(labels[i]);
      losses[i] = loss(sign * margin);
      double slope = view.logistic ? -1 / (1 + Math.exp(sign * margin)) : -1;
      Kernels.scale(sign * slope, view.weights, 0, gradients, i * features, features);
    }
  }

  @Override
  public void scoreGradients(double[] rows, int count, double[] weights, double[] gradients) {
    for (int i = 0; i < count; i++) {
      double factor = weights[2 * i + 1] - weights[2 * i];
      Kernels.scale(factor, view.weights, 0, gradients, i * features, features);
    }
  }

  private double margin(double[] rows, int i) {
    return Kernels.dot(rows, i * features, view.weights, 0, features) + view.intercept;
  }

  private double loss(double towards) {
    return view.logistic ? Kernels.logistic(towards) : 1 - towards;
  }

  private static int sign(int label) {
    return 2 * label - 1;
  }
}
