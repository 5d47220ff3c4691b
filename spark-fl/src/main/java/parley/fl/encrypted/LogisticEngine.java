package parley.fl.encrypted;

import parley.fl.engine.EncryptedEngine;
import parley.fl.engine.SealedPredictor;
import parley.fl.engine.Trainer;

/** Encrypted logistic regression, as the estimators find it. Stateless and thread-safe. */
public final class LogisticEngine implements EncryptedEngine {
  @Override
  public Trainer trainer() {
    return new EncryptedTrainer();
  }

  @Override
  public SealedPredictor predictor() {
    return new EncryptedPredictor();
  }
}
