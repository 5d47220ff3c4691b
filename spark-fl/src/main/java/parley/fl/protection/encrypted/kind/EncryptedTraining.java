package parley.fl.protection.encrypted.kind;

import java.util.List;
import java.util.Map;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.report.FitReport;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.session.SavedSession;

/**
 * One training of a kind at the driver. Its methods are called in the order in which they stand
 * here, each once, but for {@link #choose} and {@link #chosen}, and {@link #seal} and {@link
 * #reveal}, of which one is called. For one thread.
 *
 * <p>The plan's steps have names {@code phase/what}. What is opened in the phases {@code
 * standardize} and {@code prepare} is told before the first iteration; rounds of the phase {@code
 * train} are iterations, those of {@code model} belong to the last.
 */
public interface EncryptedTraining {
  /**
   * Refuses rows that it cannot be trained on, before any key is made.
   *
   * @throws parley.error.InvalidDataException that says whose and why, without a value
   */
  void checkRows();

  /**
   * Parameters and sizes for the rows, by the plan that the settings follow or the least predicted
   * cost.
   *
   * @throws parley.fl.plan.PlanException when there are none, or a followed plan is for another
   *     training
   */
  Choice choose();

  /** Those of a training that goes on after a restart, from what its providers agreed on. */
  Choice chosen(PartyPlan agreed);

  /** What each step that opens something tells, for the report, by the step's name. */
  Map<String, String> openings();

  /** What the querier sees while the model stays sealed, and what that tells, for the report. */
  String answers();

  /** The plan that is proposed to the providers; they make the same of its arguments. */
  PartyPlan plan(CkksContext context);

  /**
   * Agrees with the providers on what the iterations need, or takes it from where a restarted
   * training stood.
   */
  void agree(OpenSession session, TrainingProgress progress);

  /** Adds to the report what was agreed on. */
  void describeAgreement(FitReport.Builder report);

  /**
   * All iterations, from the beginning or from where a restarted training stood; tells {@code
   * progress} of each state that is reached.
   *
   * @return the finished model, packed as the kind likes; owned by the caller
   */
  List<Ciphertext> iterate(OpenSession session, TrainingProgress progress);

  /** The model as it is kept where its weights stay sealed. */
  SealedModel seal(SavedSession session, List<Ciphertext> model);

  /** Switches the weights to the querier's key, and reads them where the querier is here. */
  Revealed reveal(OpenSession session, List<Ciphertext> model);

  /** Adds to the report what was seen on the way. */
  void describeIterations(FitReport.Builder report);

  /** Weights, in clear or under the querier's key, that wait for their report. */
  @FunctionalInterface
  interface Revealed {
    /** Both together. */
    TrainingResult with(FitReport report);
  }
}
