package parley.fl.protection;

/** The training and prediction under encryption; found by {@link java.util.ServiceLoader}. */
public interface EncryptedEngine {

  Trainer trainer();

  SealedPredictor predictor();
}
