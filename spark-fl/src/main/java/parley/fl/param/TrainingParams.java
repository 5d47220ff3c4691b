package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.family.Family;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.PlanFile;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.Engines;
import parley.fl.report.FitListener;
import parley.fl.settings.DescentSettings;
import parley.fl.settings.TrainingSettings;

/**
 * The Params of a {@link TrainingStage}, or of a {@link LearningStage} alone. Immutable, so safe
 * for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class TrainingParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final PredictionParams prediction;
  final LabelParams labels;
  final ProviderParams providers;
  final StandardizationParams standardization;
  private final @Nullable DescentParams descent;
  final ProtectionParams protection;
  final KeyParams keys;
  final RoundParams rounds;
  final CheckpointParams checkpoint;

  /** A stage's Params, with their defaults. */
  public TrainingParams(Params stage) {
    this(stage, new DescentParams(stage));
  }

  private TrainingParams(Params stage, @Nullable DescentParams descent) {
    this.descent = descent;
    prediction = new PredictionParams(stage);
    labels = new LabelParams(stage);
    providers = new ProviderParams(stage);
    standardization = new StandardizationParams(stage);
    protection = new ProtectionParams(stage);
    keys = new KeyParams(stage);
    rounds = new RoundParams(stage);
    checkpoint = new CheckpointParams(stage);
  }

  /** Those of a stage that does not learn by steps of one size. */
  public static TrainingParams withoutDescent(Params stage) {
    return new TrainingParams(stage, null);
  }

  DescentParams descent() {
    if (descent == null) {
      throw new IllegalStateException(
          "cannot tell how to step: the stage has no such Params, expected one that has");
    }
    return descent;
  }

  /**
   * The plan that the stage is to follow, read from its file; null for none.
   *
   * @throws parley.error.ParleyException if the file holds no plan
   */
  public @Nullable TrainingPlan readPlan(Params stage) {
    return protection.readPlan(stage);
  }

  /**
   * What these Params say. What is not set is the plan's; what is set and differs is refused when
   * the plan is followed.
   *
   * @throws IllegalArgumentException if a word is none of a Param's, or Params contradict each
   *     other or ask for a protection that the family cannot be trained with
   * @throws parley.error.ParleyException if what would train the family is not on the class path
   */
  public TrainingSettings settings(
      Params stage, Family family, @Nullable TrainingPlan plan, FitListener listener) {
    return settings(stage, family, descent().settings(stage, plan), plan, listener);
  }

  /** The same of a stage that says by other Params how it steps. */
  public TrainingSettings settings(
      Params stage,
      Family family,
      DescentSettings steps,
      @Nullable PlanFile plan,
      FitListener listener) {
    TrainingSettings settings =
        new TrainingSettings(
            family,
            protection.settings(stage, plan, providers.allowTwo(stage)),
            steps,
            standardization.settings(stage),
            keys.settings(stage, rounds),
            checkpoint.settings(stage),
            listener);
    if (!settings.descent().fitIntercept()
        && settings.standardization().mode() != StandardizationMode.NONE) {
      throw new IllegalArgumentException(
          "cannot train without an intercept: features are kept less their means, which the"
              + " intercept takes, expected fitIntercept true or standardization none, got false"
              + " and "
              + stage.getOrDefault(standardization.standardization));
    }
    Engines.trainer(settings.protection().kind()).check(settings);
    return settings;
  }

  /** The columns that a training reads, and whose they are. */
  public InputColumns inputColumns(Params stage) {
    return providers.inputColumns(stage, prediction, labels);
  }
}
