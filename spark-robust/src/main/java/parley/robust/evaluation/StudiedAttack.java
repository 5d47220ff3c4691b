package parley.robust.evaluation;

import java.util.function.DoubleFunction;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import parley.robust.attack.AttackStage;
import parley.robust.attack.ExactWorstCase;
import parley.robust.attack.FastGradientSign;
import parley.robust.attack.ProjectedGradientDescent;

/**
 * An attack of a study.
 *
 * @param name in the report
 * @param stage its Params
 * @param at the attack of a size, with names for its columns of its own
 */
record StudiedAttack(String name, AttackStage<?> stage, DoubleFunction<AttackStage<?>> at) {

  /** A transformer, which needs no rows to learn from. */
  static StudiedAttack of(String name, AttackStage<?> stage) {
    if (!(stage instanceof Transformer)) {
      throw new IllegalArgumentException(
          "cannot study %s: it must be fitted first, expected rows for it or a transformer"
              .formatted(name));
    }
    return new StudiedAttack(name, stage, epsilon -> sized(stage, epsilon));
  }

  /** An estimator, fitted anew for each size. */
  static StudiedAttack of(String name, AttackStage<?> stage, Dataset<?> rows) {
    if (!(stage instanceof Estimator<?>)) {
      throw new IllegalArgumentException(
          "cannot study %s: it learns nothing, expected an estimator where rows are given"
              .formatted(name));
    }
    return new StudiedAttack(
        name, stage, epsilon -> (AttackStage<?>) ((Estimator<?>) sized(stage, epsilon)).fit(rows));
  }

  private static AttackStage<?> sized(AttackStage<?> stage, double epsilon) {
    return (AttackStage<?>) stage.copy(new ParamMap().put(stage.perturbationEpsilon().w(epsilon)));
  }

  boolean exact() {
    return stage instanceof ExactWorstCase;
  }

  boolean singleStep() {
    return stage instanceof FastGradientSign;
  }

  boolean manySteps() {
    return stage instanceof ProjectedGradientDescent;
  }

  /** Whether the losses are the largest that the attack finds, and not those of a first success. */
  boolean raisesLoss() {
    return singleStep()
        || (stage instanceof ProjectedGradientDescent pgd
            && !((Boolean) pgd.getOrDefault(pgd.stopAtSuccess())));
  }
}
