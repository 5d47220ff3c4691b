package parley.cli.model;

import org.apache.spark.ml.util.MLReader;
import parley.cli.terminal.InputException;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.regression.FederatedGeneralizedLinearRegressionModel;
import parley.fl.regression.FederatedLinearRegressionModel;
import parley.fl.sealed.HasSealedWeights;

/** What commands save and predict with. */
public enum ModelKind {
  LOGISTIC("logistic regression"),
  LINEAR("linear regression"),
  GLM("generalised linear model"),
  NETWORK("network");

  private final String words;

  ModelKind(String words) {
    this.words = words;
  }

  /** As files and {@code inspect} have it. */
  public String words() {
    return words;
  }

  /** Reads a folder that has a model of this kind. */
  MLReader<? extends HasSealedWeights<?>> reader() {
    return switch (this) {
      case LOGISTIC -> FederatedLogisticRegressionModel.read();
      case LINEAR -> FederatedLinearRegressionModel.read();
      case GLM -> FederatedGeneralizedLinearRegressionModel.read();
      case NETWORK -> FederatedMultilayerPerceptronModel.read();
    };
  }

  /** The kind of a model's folder. */
  static ModelKind of(String words, String folder) {
    for (ModelKind kind : values()) {
      if (kind.words.equals(words)) {
        return kind;
      }
    }
    throw new InputException(
        "cannot read model %s: it is a %s, which this version does not know"
            .formatted(folder, words));
  }
}
