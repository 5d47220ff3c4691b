package parley.robust.model;

import java.util.Arrays;

/**
 * Forward and backward passes over a batch.
 *
 * <p>Large batches are worked off in blocks, so that the activations of one stay in the cache while
 * the weights stream past once a block.
 */
final class PerceptronScorer implements WeightScorer {
  private static final int BLOCK = 32;

  private final Perceptron model;
  private final int depth;
  private final int features;
  private final int classes;

  /** outputs[l] is what layer l makes of a block: activations, and at the end scores. */
  private final double[][] outputs;

  /** deltas[l] is the derivative in what enters layer l's activation. */
  private final double[][] deltas;

  /** The block's rows, and their gradients on the way back to the caller's array. */
  private final double[] input;

  private final double[] gradient;

  PerceptronScorer(Perceptron model) {
    this.model = model;
    depth = model.layers.length - 1;
    features = model.numFeatures();
    classes = model.numClasses();
    outputs = new double[depth][];
    deltas = new double[depth][];
    for (int l = 0; l < depth; l++) {
      outputs[l] = new double[BLOCK * model.layers[l + 1]];
      deltas[l] = new double[BLOCK * model.layers[l + 1]];
    }
    input = new double[BLOCK * features];
    gradient = new double[BLOCK * features];
  }

  @Override
  public void scores(double[] rows, int count, double[] scores) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      System.arraycopy(outputs[depth - 1], 0, scores, from * classes, size * classes);
    }
  }

  @Override
  public void labels(double[] rows, int count, int[] labels) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      for (int i = 0; i < size; i++) {
        labels[from + i] = Kernels.argmax(outputs[depth - 1], i * classes, model.offsets);
      }
    }
  }

  @Override
  public void losses(double[] rows, int count, int[] labels, double[] losses, int[] predictions) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      for (int i = 0; i < size; i++) {
        crossEntropy(i, from + i, labels, losses, predictions);
      }
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
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      double[] scores = outputs[depth - 1];
      for (int i = 0; i < size; i++) {
        crossEntropy(i, from + i, labels, losses, predictions);
        slopes(scores, i * classes, labels[from + i]);
      }
      System.arraycopy(scores, 0, deltas[depth - 1], 0, size * classes);
      backward(size, gradients, from);
    }
  }

  @Override
  public void scoreGradients(double[] rows, int count, double[] weights, double[] gradients) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      System.arraycopy(weights, from * classes, deltas[depth - 1], 0, size * classes);
      backward(size, gradients, from);
    }
  }

  @Override
  public void addWeightGradients(double[] rows, int count, double[] weights, double[] result) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = forward(rows, from, count);
      System.arraycopy(weights, from * classes, deltas[depth - 1], 0, size * classes);
      for (int l = depth - 1; l > 0; l--) {
        backward(l, size);
      }
      int at = 0;
      for (int l = 0; l < depth; l++) {
        at = addLayerGradient(l, size, result, at);
      }
    }
  }

  /** Runs a block forward; leaves the scores in the last layer's outputs and returns its size. */
  private int forward(double[] rows, int from, int count) {
    int size = Math.min(BLOCK, count - from);
    System.arraycopy(rows, from * features, input, 0, size * features);
    for (int l = 0; l < depth; l++) {
      int width = model.layers[l + 1];
      double[] out = outputs[l];
      for (int i = 0; i < size; i++) {
        System.arraycopy(model.biases[l], 0, out, i * width, width);
      }
      apply(l == 0 ? input : outputs[l - 1], size, l, out);
      if (l + 1 < depth) {
        for (int i = 0; i < size * width; i++) {
          out[i] = 1 / (1 + Math.exp(-out[i]));
        }
      }
    }
    return size;
  }

  private void apply(double[] in, int size, int l, double[] out) {
    int ins = model.layers[l];
    int outs = model.layers[l + 1];
    if (outs < Kernels.NARROW) {
      Kernels.multiplyTransposed(in, size, ins, model.byOutput[l], out, outs);
    } else {
      Kernels.multiply(in, size, ins, model.byInput[l], out, outs);
    }
  }

  /** From the last layer's deltas to the rows' gradients. */
  private void backward(int size, double[] gradients, int from) {
    for (int l = depth - 1; l > 0; l--) {
      backward(l, size);
    }
    pullBack(0, size, gradient);
    System.arraycopy(gradient, 0, gradients, from * features, size * features);
  }

  /** From a layer's deltas to those of the layer below, through its sigmoids. */
  private void backward(int l, int size) {
    double[] below = deltas[l - 1];
    pullBack(l, size, below);
    double[] activations = outputs[l - 1];
    for (int i = 0; i < size * model.layers[l]; i++) {
      below[i] *= activations[i] * (1 - activations[i]);
    }
  }

  private void pullBack(int l, int size, double[] result) {
    int ins = model.layers[l];
    int outs = model.layers[l + 1];
    Arrays.fill(result, 0, size * ins, 0);
    if (ins < Kernels.NARROW) {
      Kernels.multiplyTransposed(deltas[l], size, outs, model.byInput[l], result, ins);
    } else {
      Kernels.multiply(deltas[l], size, outs, model.byOutput[l], result, ins);
    }
  }

  /**
   * Adds a layer's part of the gradient, which starts at a place; returns where the next starts.
   */
  private int addLayerGradient(int l, int size, double[] result, int at) {
    int ins = model.layers[l];
    int outs = model.layers[l + 1];
    double[] in = l == 0 ? input : outputs[l - 1];
    Kernels.outer(in, size, ins, deltas[l], result, at, outs);
    int biases = at + ins * outs;
    for (int i = 0; i < size; i++) {
      Kernels.axpy(1, deltas[l], i * outs, result, biases, outs);
    }
    return biases + outs;
  }

  /**
   * Turns probabilities into the derivative of the loss in the scores. That of the label is minus
   * the sum of the others, not p - 1, which would be 0 for a sure model and hide which way is up.
   */
  private void slopes(double[] probabilities, int from, int label) {
    double others = 0;
    for (int k = 0; k < classes; k++) {
      others += k == label ? 0 : probabilities[from + k];
    }
    probabilities[from + label] = -others;
  }

  /** Turns the scores of a row of the block into probabilities, its loss and its prediction. */
  private void crossEntropy(int i, int row, int[] labels, double[] losses, int[] predictions) {
    double[] scores = outputs[depth - 1];
    predictions[row] = Kernels.argmax(scores, i * classes, model.offsets);
    double own = scores[i * classes + labels[row]];
    losses[row] = Kernels.softmax(scores, i * classes, classes) - own;
  }
}
