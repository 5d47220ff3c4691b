package parley.fl.protection;

import parley.fl.settings.Protection;

/**
 * How a training runs under one protection, with all that is needed for it in one folder; found by
 * {@link java.util.ServiceLoader}.
 */
public interface ProtectionEngine {

  Protection protection();

  Trainer trainer();
}
