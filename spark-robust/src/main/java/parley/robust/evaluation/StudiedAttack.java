package parley.robust.evaluation;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import parley.plot.NumberWords;
import parley.robust.attack.AttackStage;
import parley.robust.attack.ExactWorstCase;
import parley.robust.attack.FastGradientSign;
import parley.robust.attack.ProjectedGradientDescent;

/**
 * An attack of a study.
 *
 * @param name in the report
 * @param stage its Params
 * @param rows what an estimator learns from; null for a transformer
 */
record StudiedAttack(String name, AttackStage<?> stage, @Nullable Dataset<?> rows) {
  private static final String STEP = "attackStep";

  StudiedAttack {
    if (rows == null && !(stage instanceof Transformer)) {
      throw new IllegalArgumentException(
          "cannot study %s: it must be fitted first, expected rows for it or a transformer"
              .formatted(name));
    }
    if (rows != null && !(stage instanceof Estimator<?>)) {
      throw new IllegalArgumentException(
          "cannot study %s: it learns nothing, expected an estimator where rows are given"
              .formatted(name));
    }
  }

  /**
   * The attack of a size, ready to transform.
   *
   * @param stepDivisor the step is epsilon over this; null to leave it to the stage
   */
  AttackStage<?> of(
      double epsilon, @Nullable Double stepDivisor, Model<?> model, String features, String label) {
    ParamMap size = new ParamMap().put(stage.perturbationEpsilon().w(epsilon));
    AttackStage<?> sized = (AttackStage<?>) stage.copy(size);
    if (stepDivisor != null && sized.hasParam(STEP)) {
      sized.set(sized.getParam(STEP), epsilon / stepDivisor);
    }
    sized.setModel(model).setFeaturesCol(features).setLabelCol(label);
    return rows == null ? sized : (AttackStage<?>) ((Estimator<?>) sized).fit(rows);
  }

  /** Its Params in words. */
  String settings(@Nullable Double stepDivisor) {
    String words = StudyWords.settings(stage);
    return stepDivisor != null && stage.hasParam(STEP)
        ? words + ", attackStep epsilon / " + NumberWords.number(stepDivisor)
        : words;
  }

  boolean exact() {
    return stage instanceof ExactWorstCase;
  }

  boolean singleStep() {
    return stage instanceof FastGradientSign;
  }

  /** An attack towards one label is no measure for one that may take any. */
  boolean manySteps() {
    return stage instanceof ProjectedGradientDescent pgd && !pgd.isDefined(pgd.targetCol());
  }

  /** Whether the losses are the largest that the attack finds, and not those of a first success. */
  boolean raisesLoss() {
    return singleStep()
        || (stage instanceof ProjectedGradientDescent pgd
            && !((Boolean) pgd.getOrDefault(pgd.stopAtSuccess())));
  }
}
