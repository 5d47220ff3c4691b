package parley.fl.perceptron;

import parley.fl.param.LearningStage;
import parley.fl.report.FitListener;

/**
 * An estimator of networks.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface NetworkStage<S extends NetworkStage<S>> extends LearningStage<S>, HasNetwork<S> {

  /** Who hears of fits while they run. */
  FitListener listener();
}
