package parley.fl.protection;

import java.util.ServiceLoader;
import parley.error.ParleyException;
import parley.fl.settings.Protection;

/** Finds who trains and predicts. Stateless, so safe for use by several threads. */
public final class Engines {
  private Engines() {}

  /**
   * The trainer for a protection.
   *
   * @throws ParleyException if its engine is not on the class path
   */
  public static Trainer trainer(Protection protection) {
    return engine(protection).trainer();
  }

  /**
   * The predictor for sealed models.
   *
   * @throws ParleyException if the encrypted engine is not on the class path
   */
  public static SealedPredictor predictor() {
    return ((EncryptedEngine) engine(Protection.ENCRYPTED)).predictor();
  }

  private static ProtectionEngine engine(Protection protection) {
    ServiceLoader<ProtectionEngine> engines =
        ServiceLoader.load(ProtectionEngine.class, Engines.class.getClassLoader());
    for (ProtectionEngine engine : engines) {
      if (engine.protection() == protection) {
        return engine;
      }
    }
    throw new ParleyException(
        "cannot run with the protection "
            + protection.parameterName()
            + ": no engine for it is on the class path, expected the complete Parley jar");
  }
}
