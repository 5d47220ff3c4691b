package parley.fl.classification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import parley.fl.activation.SigmoidPolynomial;

/** How probabilities follow from a score a class. Immutable. */
public enum ClassScores {
  /** exp(s_k) over the sum of all: of networks with hidden layers. */
  SOFTMAX {
    @Override
    double logarithm(double score) {
      return score;
    }

    @Override
    double output(double score) {
      return score;
    }
  },
  /** 1 / (1 + exp(-s_k)) over the sum of all: where each class was learnt against the others. */
  SIGMOIDS {
    @Override
    double logarithm(double score) {
      return Math.min(score, 0) - Math.log1p(Math.exp(-Math.abs(score)));
    }

    @Override
    double output(double score) {
      return SigmoidPolynomial.exact(score);
    }
  };

  /** Attribute of answers that says which; of answers without it they are a softmax. */
  static final String ATTRIBUTE = "scores";

  /** What of a score was trained to be 1 for the row's class, and else 0. */
  abstract double output(double score);

  /** The logarithm of what is normalised, of one score. */
  abstract double logarithm(double score);

  /**
   * What attributes of answers say.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ClassScores of(Map<String, String> attributes) {
    return valueOf(
        attributes.getOrDefault(ATTRIBUTE, SOFTMAX.parameterName()).toUpperCase(Locale.ROOT));
  }

  String parameterName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The probability of each class, in a new array. */
  public double[] probabilities(double[] scores) {
    double[] p = Arrays.stream(scores).map(this::logarithm).toArray();
    double largest = Arrays.stream(p).max().orElse(0);
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(p[k] - largest);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /**
   * The class that is predicted: that of the largest score, of equal ones the first.
   *
   * @param threshold of two classes: probability above which it is the second
   */
  public int predicted(double[] scores, double threshold) {
    if (scores.length == 2) {
      return probabilities(scores)[1] > threshold ? 1 : 0;
    }
    int most = 0;
    for (int k = 1; k < scores.length; k++) {
      most = scores[k] > scores[most] ? k : most;
    }
    return most;
  }
}
