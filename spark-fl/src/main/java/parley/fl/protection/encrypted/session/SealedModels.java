package parley.fl.protection.encrypted.session;

import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.session.SavedSession;

/**
 * Turns a finished training into a sealed model. Its federation stays open in this process, so that
 * predictions find the providers, until the model is released or unreachable; a later process needs
 * the providers' key stores. Thread-safe.
 */
public final class SealedModels {
  public static final String HALF_WIDTH = "halfWidth";

  private SealedModels() {}

  public static SealedModel seal(
      SparkContext spark,
      OpenSession open,
      List<Ciphertext> model,
      IterationPlan plan,
      Standardization scaling) {
    SavedSession session = open.federation().save();
    SealedModel sealed =
        new SealedModel(
            plan.features(),
            plan.intercept(),
            scaling,
            model.stream().map(Ciphertext::toBytes).toList(),
            session.toBytes(),
            Map.of(HALF_WIDTH, Double.toString(plan.halfWidth())));
    OpenSessions.keep(sealed, session, open, spark);
    return sealed;
  }
}
