package parley.fl.protection;

import java.util.ServiceLoader;
import parley.error.ParleyException;
import parley.fl.protection.plain.PlainSparkTrainer;

/** Finds who trains and predicts. Stateless, so safe for use by several threads. */
public final class Engines {
  private Engines() {}

  /**
   * The trainer for a protection.
   *
   * @throws ParleyException if the encrypted engine is not on the class path
   */
  public static Trainer trainer(Protection protection) {
    return switch (protection) {
      case PLAIN -> new PlainSparkTrainer();
      case ENCRYPTED -> encrypted().trainer();
    };
  }

  /**
   * The predictor for sealed models.
   *
   * @throws ParleyException if the encrypted engine is not on the class path
   */
  public static SealedPredictor predictor() {
    return encrypted().predictor();
  }

  private static EncryptedEngine encrypted() {
    return ServiceLoader.load(EncryptedEngine.class, Engines.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new ParleyException(
                    "cannot run under encryption: no engine is on the class path, expected the"
                        + " complete Parley jar"));
  }
}
