package parley.robust.attack;

import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import parley.robust.model.DifferentiableView;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelViews;

/**
 * The fast gradient method: one step of the whole radius up the loss (Goodfellow et al. 2015,
 * https://arxiv.org/abs/1412.6572). In L-inf it follows the gradient's sign, in L2 the gradient, in
 * L1 its largest entries.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class FastGradientSign extends AttackTransformer<FastGradientSign> {
  private static final long serialVersionUID = 1L;

  /** An attack with default Params. */
  public FastGradientSign() {
    this(Identifiable.randomUID("fastGradientSign"));
  }

  /** An attack with default Params and the given uid. */
  public FastGradientSign(String uid) {
    super(uid);
  }

  /** Reads attacks that were saved with {@code write} or {@code save}. */
  public static MLReader<FastGradientSign> read() {
    return new ModelStageWriter.Reader<>(FastGradientSign.class, FastGradientSign::new);
  }

  /** The attack saved at a path. */
  public static FastGradientSign load(String path) {
    return read().load(path);
  }

  @Override
  public FastGradientSign self() {
    return this;
  }

  @Override
  AttackPlan plan() {
    DifferentiableView view = ModelViews.differentiable(model());
    double epsilon = threat(view.numFeatures()).perturbationEpsilon();
    return new GradientPlan(
        view, threat(view.numFeatures()), epsilon, 1, 1, false, true, false, false);
  }
}
