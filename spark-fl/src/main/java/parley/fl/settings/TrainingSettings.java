package parley.fl.settings;

import parley.fl.family.Family;
import parley.fl.optim.Algorithm;
import parley.fl.report.FitListener;

/**
 * All that a training is told; {@code parley.fl.param} makes it of a stage's Params. Immutable, so
 * safe for use by several threads if the listener is.
 *
 * @param family what is trained; fixed where nothing may be fitted to the rows
 * @param protection what protects it, and what comes out
 * @param descent how it steps
 * @param standardization how features come to one scale
 * @param site where keys and policies are
 * @param checkpoint what it is resumed from
 * @param listener who hears of it while it runs
 */
public record TrainingSettings(
    Family family,
    ProtectionSettings protection,
    DescentSettings descent,
    StandardizationSettings standardization,
    SiteSettings site,
    CheckpointSettings checkpoint,
    FitListener listener) {

  /**
   * Checks what belongs together.
   *
   * @throws IllegalArgumentException if there is a checkpoint without what outlives this process, a
   *     querier that is here and apart, or one that is apart without a plan; encryption of a family
   *     without a circuit, or labels that cannot come to one scale
   */
  public TrainingSettings {
    if (checkpoint.folder().isPresent() && !site.outliveProcess()) {
      throw new IllegalArgumentException(
          "cannot resume from a checkpoint later: expected querierKey and keyStore (or vault),"
              + " since all keys would be gone with this process, got "
              + (site.hasQuerier() ? "neither keyStore nor vault" : "no querierKey"));
    }
    if (site.querierPublicKey().isPresent() && site.querierKey().isPresent()) {
      throw new IllegalArgumentException(
          "cannot tell where the querier is: expected querierKey (it runs this process) or"
              + " querierPublicKey (it is apart), got both");
    }
    if (site.querierPublicKey().isPresent() && protection.plan().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot train for a querier that is apart: expected the plan that its public key was"
              + " made for, got none");
    }
    if (protection.kind() == Protection.ENCRYPTED) {
      family.requireCircuit();
    }
    String name = family.name();
    family
        .misfit(standardization.mode(), descent.fitIntercept())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("cannot train " + name + ": " + reason);
            });
    if (descent.algorithm() != Algorithm.NESTEROV || standardization.byRanges()) {
      family = family.fixed();
    }
  }

  /** The same with another listener. */
  public TrainingSettings with(FitListener other) {
    return new TrainingSettings(
        family, protection, descent, standardization, site, checkpoint, other);
  }
}
