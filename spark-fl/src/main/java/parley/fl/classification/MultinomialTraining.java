package parley.fl.classification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import parley.error.InvalidDataException;
import parley.fl.optim.StandardizationMode;
import parley.fl.stat.FeatureFrame;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.multinomial.MultinomialResult;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.table.Category;

/** A fit of several classes whose coefficients are opened, by rounds of exact sums. Stateless. */
final class MultinomialTraining {
  private static final String WHAT = "cannot fit a multinomial model: ";
  private static final int MOST_CLASSES = 1000;

  private MultinomialTraining() {}

  /**
   * Refuses Params that such a fit cannot keep to.
   *
   * @throws IllegalArgumentException with one of them
   */
  static void check(FederatedLogisticRegression stage) {
    if (stage.releaseParams().querier(stage)) {
      throw refuse("providers are told the coefficients, expected release rounds, got querier");
    }
    if ((Boolean) stage.getOrDefault(stage.allowTwoProviders())) {
      throw refuse(
          "a sum of two providers tells each the other's part, expected allowTwoProviders false");
    }
    if (!(Boolean) stage.getOrDefault(stage.fitIntercept())) {
      throw refuse("it always has an intercept, expected fitIntercept true");
    }
    for (Param<?> kept :
        List.of(stage.keyStore(), stage.querierPublicKey(), stage.plan(), stage.checkpointPath())) {
      if (stage.isDefined(kept)) {
        throw refuse("its sums are opened at once and nothing is kept, expected no " + kept.name());
      }
    }
    if (mode(stage) == StandardizationMode.RANGES) {
      throw refuse("expected standardization collective or none, got ranges");
    }
  }

  private static StandardizationMode mode(FederatedLogisticRegression stage) {
    return StandardizationMode.of(stage.getOrDefault(stage.standardization()));
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException(WHAT + reason);
  }

  static Learnt fit(FederatedLogisticRegression stage, Dataset<?> dataset) {
    FeatureFrame rows = FeatureFrame.of(dataset, stage.inputColumns(), null);
    ProviderQuery query =
        rows.query(
            stage.getOrDefault(stage.protection()),
            stage.keyParams().settings(stage, stage.roundParams()));
    Category label = new Category(rows.label(), levels(stage, dataset, rows, query));
    StatisticRun.Result<MultinomialResult> found =
        query.ask(
            new MultinomialStatistic(
                label,
                rows.features(),
                label.levels().get(0),
                rows.weight(),
                stage.isDefined(stage.regParam())
                    ? (Double) stage.getOrDefault(stage.regParam())
                    : 0,
                mode(stage) == StandardizationMode.COLLECTIVE,
                (Integer) stage.getOrDefault(stage.maxIter()),
                GlmStatistic.DEFAULT_TOL));
    ClassWeights weights = ClassWeights.of(found.value(), rows.features());
    return Learnt.ofClasses(
        weights,
        found
            .report()
            .ofFit(
                FederatedLogisticRegression.class.getSimpleName(),
                rows.features().size(),
                (weights.classes() - 1) * (rows.features().size() + 1),
                found.value().rounds()));
  }

  /** Labels 0 to K - 1 as text: of the label's metadata, else of the rows. */
  private static List<String> levels(
      FederatedLogisticRegression stage,
      Dataset<?> dataset,
      FeatureFrame rows,
      ProviderQuery query) {
    Attribute told =
        Attribute.fromStructField(dataset.schema().apply(stage.getOrDefault(stage.labelCol())));
    int classes =
        told instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()
            ? (Integer) nominal.getNumValues().get()
            : classes(query.levelsOf(rows.label()));
    return IntStream.range(0, classes).mapToObj(k -> Double.toString(k)).toList();
  }

  private static int classes(Category found) {
    List<Double> labels = new ArrayList<>();
    for (String level : found.levels()) {
      double value = Double.parseDouble(level);
      if (!(value >= 0 && value < MOST_CLASSES && value == Math.rint(value))) {
        throw new InvalidDataException(
            WHAT
                + "a label is "
                + level
                + ", expected whole numbers from 0 to below "
                + MOST_CLASSES
                + ", as StringIndexer makes");
      }
      labels.add(value);
    }
    return Collections.max(labels).intValue() + 1;
  }
}
