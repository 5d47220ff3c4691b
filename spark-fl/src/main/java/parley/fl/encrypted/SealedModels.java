package parley.fl.encrypted;

import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import parley.fl.engine.SealedModel;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.SavedSession;

/**
 * Turns a finished training into a sealed model. Its federation stays open in this process, so that
 * predictions find the providers, until the model is released or unreachable; a later process needs
 * the providers' key stores. Thread-safe.
 */
final class SealedModels {
  static final String HALF_WIDTH = "halfWidth";

  private SealedModels() {}

  static SealedModel seal(
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
