package parley.robust.attack;

import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import parley.robust.model.LinearView;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelViews;

/**
 * The exact worst case of a linear model: for every other class the feasible row that favours it
 * most, in closed form, and of these the worst. No attack does better, so 1 less the mean of
 * success is the model's true robust accuracy.
 *
 * <p>In L-inf a corner of the box; in L1 the features with the largest weights as far as they go;
 * in L2 along the weights, with features held at the edge of their box. Not safe for use by several
 * threads while Params are being set.
 */
public final class ExactWorstCase extends AttackTransformer<ExactWorstCase> {
  private static final long serialVersionUID = 1L;

  /** An attack with default Params. */
  public ExactWorstCase() {
    this(Identifiable.randomUID("exactWorstCase"));
  }

  /** An attack with default Params and the given uid. */
  public ExactWorstCase(String uid) {
    super(uid);
  }

  /** Reads attacks that were saved with {@code write} or {@code save}. */
  public static MLReader<ExactWorstCase> read() {
    return new ModelStageWriter.Reader<>(ExactWorstCase.class, ExactWorstCase::new);
  }

  /** The attack saved at a path. */
  public static ExactWorstCase load(String path) {
    return read().load(path);
  }

  @Override
  public ExactWorstCase self() {
    return this;
  }

  @Override
  AttackPlan plan() {
    LinearView view = ModelViews.linear(model());
    return new ExactPlan(view, threat(view.numFeatures()));
  }
}
