package parley.fl.protection.encrypted.linear.predict;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.LabelScale;
import parley.fl.plan.Layout;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.packing.ObliviousPredictor;
import parley.fl.protection.encrypted.linear.packing.QueryEncoder;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;

/** Encrypted rows times the sealed weights. For one thread. */
public final class MarginPrediction implements EncryptedPrediction {
  /** The attribute of a sealed model that says what its weights are divided by. */
  private static final String HALF_WIDTH = "halfWidth";

  /** The attribute that says what is added to each margin; 0 where it is missing. */
  private static final String OFFSET = "offset";

  private final OpenSession session;
  private final SealedModel model;
  private final Layout layout;
  private final double halfWidth;
  private final double offset;
  private final ObliviousPredictor predictor;
  private @Nullable List<Ciphertext> factors;

  /** A prediction of a session's model; nothing is computed yet. */
  public MarginPrediction(OpenSession session, SealedModel model) {
    this.session = session;
    this.model = model;
    Federation federation = session.federation();
    PartyPlan plan = federation.plan();
    this.layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    this.halfWidth = Double.parseDouble(model.attributes().getOrDefault(HALF_WIDTH, ""));
    this.offset = Double.parseDouble(model.attributes().getOrDefault(OFFSET, "0"));
    this.predictor =
        new ObliviousPredictor(
            session.context(), layout, federation.relinearisationKey(), federation.rotationKeys());
  }

  /**
   * What a sealed model says of its margins' scale.
   *
   * @param halfWidth what its weights are divided by
   * @param labels how labels became what was trained on
   */
  public static Map<String, String> attributes(double halfWidth, LabelScale labels) {
    String unit = Double.toString(halfWidth * labels.factor());
    return labels.offset() == 0
        ? Map.of(HALF_WIDTH, unit)
        : Map.of(HALF_WIDTH, unit, OFFSET, Double.toString(labels.offset()));
  }

  /** Rows that the plan lets one opening carry. */
  static int rowsPerOpening(PartyPlan plan, Layout layout) {
    return Math.min(layout.rowsPerBlock(), plan.step(TrainingSteps.PREDICT).rowsPerOpening(plan));
  }

  @Override
  public String step() {
    return TrainingSteps.PREDICT;
  }

  @Override
  public int nextRound() {
    return session.federation().nextRound(TrainingSteps.PREDICT);
  }

  @Override
  public int stride() {
    return QueryEncoder.slotsPerRow(layout);
  }

  @Override
  public double unit() {
    return halfWidth;
  }

  @Override
  public double offset() {
    return offset;
  }

  @Override
  public Ciphertext answer(List<Ciphertext> query, int rows, int round) {
    List<Ciphertext> known = factors;
    if (known == null) {
      known = makeFactors();
      factors = known;
    }
    return predictor.predict(known, query, rows);
  }

  private List<Ciphertext> makeFactors() {
    List<Ciphertext> sealed =
        model.ciphertexts().stream().map(b -> Ciphertext.fromBytes(session.context(), b)).toList();
    try {
      return predictor.factors(sealed);
    } finally {
      sealed.forEach(Ciphertext::close);
    }
  }

  @Override
  public void close() {
    if (factors != null) {
      factors.forEach(Ciphertext::close);
      factors = null;
    }
  }
}
