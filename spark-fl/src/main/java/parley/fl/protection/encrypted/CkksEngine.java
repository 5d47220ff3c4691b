package parley.fl.protection.encrypted;

import parley.fl.protection.EncryptedEngine;
import parley.fl.protection.SealedPredictor;
import parley.fl.protection.Trainer;
import parley.fl.protection.encrypted.predict.EncryptedPredictor;
import parley.fl.protection.encrypted.train.EncryptedTrainer;
import parley.fl.settings.Protection;

/** Training and prediction under CKKS, as the estimators find it. Stateless and thread-safe. */
public final class CkksEngine implements EncryptedEngine {
  @Override
  public Protection protection() {
    return Protection.ENCRYPTED;
  }

  @Override
  public Trainer trainer() {
    return new EncryptedTrainer();
  }

  @Override
  public SealedPredictor predictor() {
    return new EncryptedPredictor();
  }
}
