package parley.fl.sealed;

import org.apache.spark.ml.linalg.Vector;

/**
 * A model of one margin, whose coefficients may be encrypted for everyone.
 *
 * @param <S> the model, so that setters can be chained
 */
public interface HasSealedCoefficients<S extends HasSealedCoefficients<S>>
    extends HasSealedWeights<S> {
  /**
   * The weights on the input scale, one a feature.
   *
   * @throws IllegalStateException if they are not known here
   */
  Vector coefficients();

  /**
   * The intercept on the input scale; 0 if the model has none.
   *
   * @throws IllegalStateException if the weights are not known here
   */
  double intercept();
}
