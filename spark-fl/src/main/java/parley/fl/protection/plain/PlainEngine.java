package parley.fl.protection.plain;

import parley.fl.protection.ProtectionEngine;
import parley.fl.protection.Trainer;
import parley.fl.settings.Protection;

/** In clear. Stateless, so safe for use by several threads. */
public final class PlainEngine implements ProtectionEngine {
  /** For the service loader. */
  public PlainEngine() {}

  @Override
  public Protection protection() {
    return Protection.PLAIN;
  }

  @Override
  public Trainer trainer() {
    return new PlainSparkTrainer();
  }
}
