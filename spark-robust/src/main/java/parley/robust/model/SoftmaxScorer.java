package parley.robust.model;

/** Keeps one row's scores at a time, or those of a batch for labels. */
final class SoftmaxScorer implements GradientScorer {
  private final SoftmaxView view;
  private final int features;
  private final int classes;
  private final double[] scores;

  SoftmaxScorer(SoftmaxView view) {
    this.view = view;
    features = view.numFeatures();
    classes = view.numClasses();
    scores = new double[classes];
  }

  @Override
  public void scores(double[] rows, int count, double[] result) {
    for (int i = 0; i < count; i++) {
      score(rows, i, result, i * classes);
    }
  }

  @Override
  public void labels(double[] rows, int count, int[] labels) {
    for (int i = 0; i < count; i++) {
      score(rows, i, scores, 0);
      labels[i] = Kernels.argmax(scores, 0, view.offsets);
    }
  }

  @Override
  public void losses(double[] rows, int count, int[] labels, double[] losses) {
    for (int i = 0; i < count; i++) {
      losses[i] = probabilities(rows, i, labels[i]);
    }
  }

  @Override
  public void lossGradients(
      double[] rows, int count, int[] labels, double[] losses, double[] gradients) {
    for (int i = 0; i < count; i++) {
      losses[i] = probabilities(rows, i, labels[i]);
      scores[labels[i]] -= 1;
      pullBack(scores, 0, gradients, i * features);
    }
  }

  @Override
  public void scoreGradients(double[] rows, int count, double[] weights, double[] gradients) {
    for (int i = 0; i < count; i++) {
      pullBack(weights, i * classes, gradients, i * features);
    }
  }

  private void score(double[] rows, int i, double[] result, int to) {
    for (int k = 0; k < classes; k++) {
      result[to + k] =
          Kernels.dot(rows, i * features, view.weights, k * features, features)
              + view.intercepts[k];
    }
  }

  /** Leaves the row's probabilities in scores; returns its cross entropy. */
  private double probabilities(double[] rows, int i, int label) {
    score(rows, i, scores, 0);
    double own = scores[label];
    return Kernels.softmax(scores, 0, classes) - own;
  }

  private void pullBack(double[] weights, int from, double[] gradients, int to) {
    Kernels.scale(weights[from], view.weights, 0, gradients, to, features);
    for (int k = 1; k < classes; k++) {
      Kernels.axpy(weights[from + k], view.weights, k * features, gradients, to, features);
    }
  }
}
