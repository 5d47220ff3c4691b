package parley.fl.family;

import java.io.Serializable;

/** What a model's scores say. Implementations are immutable. */
public interface Head extends Serializable {
  /** The expected label at a margin: a probability where there are two classes. */
  double mean(double margin);

  /**
   * What is predicted at a margin.
   *
   * @param threshold of the mean, where classes are predicted
   */
  double prediction(double margin, double threshold);
}
