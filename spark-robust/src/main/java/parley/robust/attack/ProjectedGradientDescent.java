package parley.robust.attack;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.jspecify.annotations.Nullable;
import parley.robust.model.DifferentiableView;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelViews;
import parley.robust.threat.ThreatModel;

/**
 * Projected gradient descent: steps up the loss, each followed by a return into what the threat
 * model allows (Madry et al. 2018, https://arxiv.org/abs/1706.06083). With a target column it goes
 * down the loss of the wanted label instead.
 *
 * <p>A restart begins at a random place of the ball; random numbers follow from the seed, the row's
 * id and the restart, so results are the same for any partitioning. Not safe for use by several
 * threads while Params are being set.
 */
public final class ProjectedGradientDescent extends AttackTransformer<ProjectedGradientDescent> {
  private static final long serialVersionUID = 1L;

  private static final String CROSS_ENTROPY = "crossEntropy";
  private static final String MARGIN = "margin";
  private static final String RATIO = "dlr";

  private final Param<String> idCol;
  private final Param<String> targetCol;
  private final DoubleParam attackStep;
  private final IntParam attackIterations;
  private final IntParam restarts;
  private final BooleanParam randomStart;
  private final BooleanParam stopAtSuccess;
  private final Param<String> loss;
  private final LongParam seed;

  /** An attack with default Params. */
  public ProjectedGradientDescent() {
    this(Identifiable.randomUID("projectedGradientDescent"));
  }

  /** An attack with default Params and the given uid. */
  public ProjectedGradientDescent(String uid) {
    super(uid);
    idCol =
        new Param<>(
            this, "idCol", "column of whole numbers or strings that name the rows for good");
    targetCol =
        new Param<>(
            this, "targetCol", "column of wanted labels; any wrong label will do if not set");
    attackStep =
        new DoubleParam(
            this,
            "attackStep",
            "length of a step in the norm; perturbationEpsilon / 4 if it is not set",
            ParamValidators.gt(0));
    attackIterations =
        new IntParam(this, "attackIterations", "steps of a restart", ParamValidators.gt(0));
    restarts = new IntParam(this, "restarts", "number of restarts", ParamValidators.gt(0));
    randomStart = new BooleanParam(this, "randomStart", "whether restarts begin at a random place");
    stopAtSuccess =
        new BooleanParam(
            this,
            "stopAtSuccess",
            "whether a row is done at its first success; else all steps and restarts are taken, and"
                + " the success with the highest loss is kept");
    loss =
        new Param<>(
            this,
            "loss",
            "what is climbed: crossEntropy (for a support vector machine its hinge loss), margin,"
                + " the best other score less the label's, or dlr, that over the highest score less"
                + " the third",
            ParamValidators.inArray(new String[] {CROSS_ENTROPY, MARGIN, RATIO}));
    seed = new LongParam(this, "seed", "what random numbers follow from, besides the id");
    setDefault(attackIterations, 40);
    setDefault(restarts, 1);
    setDefault(randomStart, true);
    setDefault(stopAtSuccess, true);
    setDefault(loss, CROSS_ENTROPY);
    setDefault(seed, 0L);
  }

  /** Reads attacks that were saved with {@code write} or {@code save}. */
  public static MLReader<ProjectedGradientDescent> read() {
    return new ModelStageWriter.Reader<>(
        ProjectedGradientDescent.class, ProjectedGradientDescent::new);
  }

  /** The attack saved at a path. */
  public static ProjectedGradientDescent load(String path) {
    return read().load(path);
  }

  @Override
  public ProjectedGradientDescent self() {
    return this;
  }

  @Override
  AttackPlan plan() {
    DifferentiableView view = ModelViews.differentiable(model());
    ThreatModel threat = threat(view.numFeatures());
    boolean random = (Boolean) getOrDefault(randomStart);
    int runs = (Integer) getOrDefault(restarts);
    if (!random && runs > 1) {
      throw new IllegalArgumentException(
          "cannot restart: without randomStart every restart is the same, expected 1, got " + runs);
    }
    if (random && !isDefined(idCol)) {
      throw new IllegalArgumentException(
          "cannot draw random starts: "
              + uid()
              + " has no idCol, expected a column that names the rows, by setIdCol");
    }
    double step =
        isDefined(attackStep)
            ? (Double) getOrDefault(attackStep)
            : threat.perturbationEpsilon() / 4;
    return new GradientPlan(
        view,
        threat,
        step,
        (Integer) getOrDefault(attackIterations),
        runs,
        random,
        (Boolean) getOrDefault(stopAtSuccess),
        !getOrDefault(loss).equals(CROSS_ENTROPY),
        getOrDefault(loss).equals(RATIO) && view.numClasses() > 2);
  }

  @Override
  AttackColumns columns() {
    return AttackColumns.of(this, optional(idCol), optional(targetCol), (Long) getOrDefault(seed));
  }

  private @Nullable String optional(Param<String> param) {
    return isDefined(param) ? getOrDefault(param) : null;
  }

  /** Column of whole numbers or strings that name the rows; must be set for random starts. */
  public ProjectedGradientDescent setIdCol(String value) {
    set(idCol, value);
    return this;
  }

  /** Column of wanted labels; by default any wrong label will do. */
  public ProjectedGradientDescent setTargetCol(String value) {
    set(targetCol, value);
    return this;
  }

  /** Length of a step in the norm; default {@code perturbationEpsilon / 4}. */
  public ProjectedGradientDescent setAttackStep(double value) {
    set(attackStep, value);
    return this;
  }

  /** Steps of a restart; default 40. */
  public ProjectedGradientDescent setAttackIterations(int value) {
    set(attackIterations, value);
    return this;
  }

  /** Number of restarts, of which the best counts; default 1. */
  public ProjectedGradientDescent setRestarts(int value) {
    set(restarts, value);
    return this;
  }

  /** Whether restarts begin at a random place of the ball; default true. */
  public ProjectedGradientDescent setRandomStart(boolean value) {
    set(randomStart, value);
    return this;
  }

  /** Whether a row is done at its first success; default true. */
  public ProjectedGradientDescent setStopAtSuccess(boolean value) {
    set(stopAtSuccess, value);
    return this;
  }

  /**
   * {@code crossEntropy} (default), or {@code margin}: the best other score less the label's. With
   * three classes or more cross entropy mixes the pulls of all other labels and may miss the
   * nearest; the margin aims at one of them. {@code dlr} is the margin over the highest score less
   * the third, so that it does not depend on how steep the scores are (Croce and Hein 2020,
   * https://arxiv.org/abs/2003.01690); with two classes it is the margin.
   */
  public ProjectedGradientDescent setLoss(String value) {
    set(loss, value);
    return this;
  }

  /** What random numbers follow from, besides the id; default 0. */
  public ProjectedGradientDescent setSeed(long value) {
    set(seed, value);
    return this;
  }

  public Param<String> loss() {
    return loss;
  }

  public Param<String> idCol() {
    return idCol;
  }

  public Param<String> targetCol() {
    return targetCol;
  }

  public DoubleParam attackStep() {
    return attackStep;
  }

  public IntParam attackIterations() {
    return attackIterations;
  }

  public IntParam restarts() {
    return restarts;
  }

  public BooleanParam randomStart() {
    return randomStart;
  }

  public BooleanParam stopAtSuccess() {
    return stopAtSuccess;
  }

  public LongParam seed() {
    return seed;
  }
}
