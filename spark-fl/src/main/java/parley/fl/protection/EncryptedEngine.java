package parley.fl.protection;

/** The training and prediction under encryption. */
public interface EncryptedEngine extends ProtectionEngine {

  SealedPredictor predictor();
}
