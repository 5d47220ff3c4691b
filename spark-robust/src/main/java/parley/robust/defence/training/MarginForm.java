package parley.robust.defence.training;

import java.io.Serializable;

/**
 * Writes the worst margin of a row as a linear function of parameters: m = p z, where z follows
 * from the row and, except at the edges of pieces, does not change with p. Then the loss is that of
 * plain logistic regression on the rows z, and z is the margin's gradient. Immutable, so safe for
 * use by several threads.
 */
public interface MarginForm extends Serializable {

  /** How many parameters there are; the last is the intercept. */
  int size();

  /** Whether all parameters but the intercept are 0 or more. */
  boolean nonNegative();

  /** Whether the worst margin has a kink where all weights are 0, and parameters are weights. */
  boolean hasKinkAtZero();

  /** What writes z for rows under given parameters; for one thread. */
  Writer writer(double[] parameters);

  /** The model's weights, without the intercept. */
  double[] weights(double[] parameters);

  /** The gradient of the parameters from that of the weights. */
  void spread(double[] weightGradient, double[] parameterGradient);

  /** Writes rows for one thread. */
  interface Writer {

    /**
     * Writes z.
     *
     * @param sign 1 or -1 for the label 1 or 0
     */
    void write(double[] rows, int from, int sign, double[] z);
  }
}
