package parley.fl.param;

/**
 * What trainings can be told, whatever the model and however it learns.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface LearningStage<S extends LearningStage<S>>
    extends HasPrediction<S>,
        HasLabels<S>,
        HasProviders<S>,
        HasStandardization<S>,
        HasProtection<S>,
        HasKeys<S>,
        HasRounds<S>,
        HasCheckpoint<S> {

  /** Where this stage keeps the Params of all these groups. */
  TrainingParams trainingParams();

  @Override
  default PredictionParams predictionParams() {
    return trainingParams().prediction;
  }

  @Override
  default LabelParams labelParams() {
    return trainingParams().labels;
  }

  @Override
  default ProviderParams providerParams() {
    return trainingParams().providers;
  }

  @Override
  default StandardizationParams standardizationParams() {
    return trainingParams().standardization;
  }

  @Override
  default ProtectionParams protectionParams() {
    return trainingParams().protection;
  }

  @Override
  default KeyParams keyParams() {
    return trainingParams().keys;
  }

  @Override
  default RoundParams roundParams() {
    return trainingParams().rounds;
  }

  @Override
  default CheckpointParams checkpointParams() {
    return trainingParams().checkpoint;
  }
}
