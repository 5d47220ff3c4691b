package parley.cli.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.terminal.InputException;
import parley.robust.defence.AdversarialTrainer;
import picocli.CommandLine.Option;

/** Which model is trained to be attacked. */
@SuppressWarnings("NullAway.Init")
final class RobustModelOptions {
  private static final double CONVERGED = 1e-12;
  private static final int ENOUGH_ITERATIONS = 1000;
  private static final int DEFAULT_HIDDEN = 64;

  /** Kinds of models. */
  enum Kind {
    /** Logistic regression, multinomial for more than two classes. */
    LOGISTIC,
    /** A perceptron with sigmoid layers and a softmax. */
    MLP
  }

  @Option(
      names = "--model",
      required = true,
      paramLabel = "logistic|mlp",
      description = "logistic regression, or a multilayer perceptron")
  private Kind kind;

  @Option(
      names = "--c",
      paramLabel = "C",
      description = "for logistic: scikit-learn's C, --reg-param 1/(C rows) (default: 1.0)")
  private @Nullable Double c;

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      description = "for logistic: L2 penalty in Spark's convention")
  private @Nullable Double regParam;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "H,..",
      description = "for mlp: sizes of the hidden layers (default: 64)")
  private List<Integer> layers = new ArrayList<>();

  @Option(
      names = "--adversarial-training",
      paramLabel = "E",
      description =
          "train against perturbations of at most E in the attack's norm and bounds: exactly for"
              + " two classes of logistic regression in linf and l2, else by projected gradient"
              + " descent")
  private @Nullable Double trainingEpsilon;

  /** How rows are perturbed in training. */
  enum TrainingMethod {
    /** The exact worst case. */
    EXACT,
    /** Projected gradient descent. */
    PGD,
    /** One step from a random place, fast training. */
    FGSM,
    /** Loss of the row as it is and divergence of the perturbed one. */
    TRADES
  }

  @Option(
      names = "--training-method",
      paramLabel = "exact|pgd|fgsm|trades",
      description = "with --adversarial-training: how rows are perturbed (default: as above)")
  private @Nullable TrainingMethod trainingMethod;

  boolean linear() {
    return kind == Kind.LOGISTIC;
  }

  /** Checks what needs no rows. */
  void check() {
    if (c != null && regParam != null) {
      throw new InputException(
          "cannot penalise the weights: expected --c or --reg-param, got both");
    }
    if (kind == Kind.MLP && (c != null || regParam != null)) {
      throw new InputException(
          "cannot penalise the weights: --c and --reg-param are for --model logistic, got mlp");
    }
    if (kind == Kind.LOGISTIC && !layers.isEmpty()) {
      throw new InputException("cannot use --layers: expected --model mlp, got logistic");
    }
    if (c != null && !(c > 0 && c < Double.POSITIVE_INFINITY)) {
      throw new InputException("cannot penalise the weights: expected --c above 0, got " + c);
    }
    if (regParam != null && !(regParam >= 0 && regParam < Double.POSITIVE_INFINITY)) {
      throw new InputException(
          "cannot penalise the weights: expected --reg-param of 0 or more, got " + regParam);
    }
    for (int size : layers) {
      if (size < 1) {
        throw new InputException("cannot build the mlp: expected layers of 1 or more, got " + size);
      }
    }
    if (trainingMethod != null && trainingEpsilon == null) {
      throw new InputException(
          "cannot use --training-method: expected --adversarial-training too, got it alone");
    }
    if (trainingMethod == TrainingMethod.EXACT && kind == Kind.MLP) {
      throw new InputException(
          "cannot use --training-method exact: expected --model logistic, got mlp");
    }
    if (trainingEpsilon != null) {
      AttackOptions.positive("--adversarial-training", trainingEpsilon);
    }
  }

  /** Trains on columns features, label and number. */
  Model<?> train(Dataset<Row> rows, int count, int features, int classes, AttackOptions attack) {
    if (trainingEpsilon != null) {
      return adversarially(rows, count, features, classes, attack);
    }
    if (kind == Kind.MLP) {
      return new MultilayerPerceptronClassifier()
          .setLayers(sizes(features, classes))
          .setSeed(0)
          .fit(rows);
    }
    return new LogisticRegression()
        .setRegParam(penalty(count))
        .setStandardization(false)
        .setTol(CONVERGED)
        .setMaxIter(ENOUGH_ITERATIONS)
        .fit(rows);
  }

  /** What is to be said of a trained model. */
  List<String> warnings(Model<?> trained) {
    boolean nothing =
        trainingEpsilon != null
            && trained instanceof LogisticRegressionModel logistic
            && logistic.coefficientMatrix().numNonzeros() == 0;
    return nothing
        ? List.of(
            "no weights withstand this epsilon: under --adversarial-training %s the best model answers with the base rate, whatever the row"
                .formatted(trainingEpsilon))
        : List.of();
  }

  private Model<?> adversarially(
      Dataset<Row> rows, int count, int features, int classes, AttackOptions attack) {
    AdversarialTrainer trainer = new AdversarialTrainer().setIdCol(Frames.NUMBER);
    trainer.setPerturbationEpsilon(trainingEpsilon == null ? 0 : trainingEpsilon);
    attack.applyThreat(trainer);
    if (kind == Kind.MLP) {
      trainer.setModelType("mlp").setLayers(sizes(features, classes));
    } else {
      trainer.setRegParam(penalty(count));
    }
    if (trainingMethod != null) {
      trainer.setMethod(trainingMethod.name().toLowerCase(Locale.ROOT));
    }
    if (attack.seed() != null) {
      trainer.setSeed(attack.seed());
    }
    return (Model<?>) trainer.fit(rows);
  }

  private double penalty(int count) {
    return regParam != null ? regParam : 1 / ((c == null ? 1 : c) * count);
  }

  /** What is between the features and the classes was given; all of them may have been, too. */
  private int[] sizes(int features, int classes) {
    List<Integer> sizes = new ArrayList<>(layers.isEmpty() ? List.of(DEFAULT_HIDDEN) : layers);
    boolean all =
        sizes.size() > 2 && sizes.get(0) == features && sizes.get(sizes.size() - 1) == classes;
    if (!all) {
      sizes.add(0, features);
      sizes.add(classes);
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }
}
