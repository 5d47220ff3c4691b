package parley.fl.param;

/**
 * What all trainings by steps of one size can be told, whatever the model.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface TrainingStage<S extends TrainingStage<S>> extends LearningStage<S>, HasDescent<S> {

  @Override
  default DescentParams descentParams() {
    return trainingParams().descent();
  }
}
