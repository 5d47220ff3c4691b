package parley.fl.classification;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.Defaults;
import parley.fl.optim.Algorithm;
import parley.fl.perceptron.NetworkFit;
import parley.fl.settings.CheckpointSettings;
import parley.fl.settings.Protection;

/**
 * A fit of several classes whose model nobody sees: a logistic regression of each class against the
 * others, all at once, which is a network without hidden layer. Stateless.
 */
final class SealedClasses {
  private SealedClasses() {}

  /**
   * Whether a fit of several classes is sealed, and not one of opened sums.
   *
   * @throws IllegalArgumentException with a release that is none, or Params of another one
   */
  static boolean wanted(FederatedLogisticRegression stage) {
    return Protection.of(stage.getOrDefault(stage.protection())) == Protection.ENCRYPTED
        && !(Boolean) stage.getOrDefault(stage.revealWeights())
        && stage.releaseParams().sealed(stage, stage.protectionParams());
  }

  /**
   * Refuses Params and columns that such a fit cannot keep to.
   *
   * @throws IllegalArgumentException with one of them
   */
  static void check(FederatedLogisticRegression stage, StructType schema) {
    NetworkFit.check(network(stage), schema, true);
  }

  static Learnt fit(FederatedLogisticRegression stage, Dataset<?> dataset) {
    return Learnt.of(NetworkFit.train(network(stage), dataset));
  }

  static CheckpointSettings checkpoint(FederatedLogisticRegression stage) {
    return NetworkFit.settings(network(stage), 1, true).checkpoint();
  }

  /** The stage that learns the same, with all that both can be told. */
  private static FederatedMultilayerPerceptron network(FederatedLogisticRegression stage) {
    for (Param<?> ofOneMargin : List.of(stage.degree(), stage.interval(), stage.approximation())) {
      if (stage.isSet(ofOneMargin)) {
        throw refuse("one polynomial stands for its sigmoids, expected no " + ofOneMargin.name());
      }
    }
    if (Algorithm.of(stage.getOrDefault(stage.algorithm())) != Algorithm.NESTEROV) {
      throw refuse(
          "its steps have momentum, expected algorithm nesterov, got "
              + stage.getOrDefault(stage.algorithm()));
    }
    if (stage.isDefined(stage.regParam()) && (Double) stage.getOrDefault(stage.regParam()) != 0) {
      throw refuse(
          "there is no penalty, expected regParam 0 or none, got "
              + stage.getOrDefault(stage.regParam()));
    }
    if (!(Boolean) stage.getOrDefault(stage.fitIntercept())) {
      throw refuse("it always has intercepts, expected fitIntercept true");
    }
    boolean noLooks = stage.isSet(stage.watchEvery());
    if (noLooks && (Integer) stage.getOrDefault(stage.watchEvery()) != 0) {
      throw refuse(
          "it is looked at after iterations of its own, expected watchEvery 0 for never or none,"
              + " got "
              + stage.getOrDefault(stage.watchEvery()));
    }
    FederatedMultilayerPerceptron network =
        stage
            .withParams(new FederatedMultilayerPerceptron(stage.uid()))
            .setHiddenLayers(new int[0])
            .setWatch(!noLooks)
            .setListener(stage.listener());
    return stage.isSet(stage.featureClip())
        ? network
        : network.setFeatureClip(Defaults.NETWORK_FEATURE_CLIP);
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException("cannot seal a model of several classes: " + reason);
  }
}
