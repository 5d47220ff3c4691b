package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;
import parley.robust.attack.AttackStage;
import parley.robust.defence.RandomizedSmoothing;
import parley.robust.defence.SmoothedClassifier;
import parley.robust.model.DifferentiableView;
import parley.robust.model.LinearView;
import parley.robust.model.ModelView;
import parley.robust.model.ModelViews;

/**
 * Measures a classifier as it is, under attacks of several sizes, and what can be proved of it, and
 * reports on all of it. Each attack is one job for all sizes; rows stay where they are, and counts
 * and sums come back, equal to the bit whatever the partitions. Rows are read once for each attack:
 * cache them where reading is dear. Not safe for use by several threads.
 */
public final class RobustnessStudy {
  private final Model<?> model;
  private final List<StudiedAttack> attacks = new ArrayList<>();
  private String title = "Robustness";
  private String featuresCol = "features";
  private String labelCol = "label";
  private double[] epsilons = {};
  private @Nullable SmoothedClassifier<?> smoothing;
  private @Nullable Double stepDivisor;
  private Consumer<String> listener = line -> {};

  /**
   * A study of a trained classifier.
   *
   * @throws IllegalArgumentException if the model is no {@code ClassificationModel} of vectors
   */
  public RobustnessStudy(Model<?> model) {
    ModelViews.of(model);
    this.model = model;
  }

  /** The report's title; default "Robustness". */
  public RobustnessStudy setTitle(String value) {
    title = value;
    return this;
  }

  /** Column of feature vectors; default {@code features}. */
  public RobustnessStudy setFeaturesCol(String value) {
    featuresCol = value;
    return this;
  }

  /** Column of true labels; default {@code label}. */
  public RobustnessStudy setLabelCol(String value) {
    labelCol = value;
    return this;
  }

  /**
   * The largest perturbations to try, in the norm of the attacks and the features' units; must be
   * set.
   *
   * @throws IllegalArgumentException if there are none, or one is not positive and finite
   */
  public RobustnessStudy setPerturbationEpsilons(double... values) {
    double[] sorted = Arrays.stream(values).sorted().distinct().toArray();
    for (double value : sorted) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "cannot attack: expected positive epsilons, got " + value);
      }
    }
    if (sorted.length == 0) {
      throw new IllegalArgumentException("cannot attack: expected one epsilon or more, got none");
    }
    epsilons = sorted;
    return this;
  }

  /**
   * Makes the steps of all attacks that have steps epsilon over a number; without it their own
   * attackStep stands, the same for all epsilons.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public RobustnessStudy setStepDivisor(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "cannot attack: expected a positive divisor of epsilon for a step, got " + value);
    }
    stepDivisor = value;
    return this;
  }

  /**
   * Adds an attack. Its model, columns and epsilon are set here, its other Params are kept.
   *
   * @param name in the report, such as PGD
   */
  public RobustnessStudy add(String name, AttackStage<?> attack) {
    attacks.add(new StudiedAttack(name, attack, null));
    return this;
  }

  /**
   * Adds an attack that is learnt from rows, anew for each epsilon.
   *
   * @param name in the report, such as universal
   * @param rows to learn from, with the study's columns
   */
  public RobustnessStudy add(String name, AttackStage<?> attack, Dataset<?> rows) {
    attacks.add(new StudiedAttack(name, attack, rows));
    return this;
  }

  /** Certifies the smoothed model as well; its model and columns are set here. */
  public RobustnessStudy setSmoothing(SmoothedClassifier<?> value) {
    smoothing = value;
    return this;
  }

  /** Hears of each attack that is done, in a line; default: no one. */
  public RobustnessStudy setListener(Consumer<String> value) {
    listener = value;
    return this;
  }

  /**
   * Runs everything.
   *
   * @param rows features and labels, and ids where an attack or the smoothing asks for them
   * @throws IllegalArgumentException if a column, a Param or the model does not fit, or the
   *     attacks' norms differ
   * @throws InvalidDataException if there are no rows, or a row cannot be used
   */
  public RobustnessReport run(Dataset<?> rows) {
    Dataset<Row> data = rows.toDF();
    ModelView view = ModelViews.of(model);
    Columns.vectors(data.schema(), featuresCol, view.numFeatures());
    Columns.numbers(data.schema(), labelCol);
    if (epsilons.length == 0) {
      throw new IllegalArgumentException(
          "cannot attack: no epsilons are set, expected some by setPerturbationEpsilons");
    }
    String norm = norm();
    Broadcast<ModelView> shared =
        JavaSparkContext.fromSparkContext(data.sparkSession().sparkContext()).broadcast(view);
    try {
      StudyTally clean = StudyTally.of(data, shared, labelCol, featuresCol);
      if (clean.rows() == 0) {
        throw new InvalidDataException(
            "cannot measure robustness: there are no rows, expected one or more");
      }
      Double cleanLoss = view instanceof DifferentiableView ? clean.meanLoss(0) : null;
      listener.accept("clean: accuracy " + AccuracyTable.accuracy(clean.accuracy(0)));
      List<AttackCurve> curves = new ArrayList<>();
      for (StudiedAttack attack : attacks) {
        curves.add(curve(attack, data, shared, cleanLoss != null));
      }
      CertifiedCurve certified = smoothing == null ? null : certify(smoothing, data, norm);
      return new RobustnessReport(
          title,
          view.describe(),
          view.numFeatures(),
          view.numClasses(),
          clean.rows(),
          norm,
          clean.accuracy(0),
          cleanLoss,
          curves,
          certified,
          warnings(curves, clean.accuracy(0), cleanLoss, view),
          List.of());
    } finally {
      shared.destroy();
    }
  }

  private String norm() {
    List<String> norms =
        attacks.stream().map(a -> a.stage().getOrDefault(a.stage().norm())).distinct().toList();
    if (norms.size() > 1) {
      throw new IllegalArgumentException(
          "cannot compare the attacks: expected one norm, got " + String.join(", ", norms));
    }
    return norms.isEmpty() ? "l2" : norms.get(0);
  }

  private AttackCurve curve(
      StudiedAttack attack, Dataset<Row> rows, Broadcast<ModelView> view, boolean hasLoss) {
    long start = System.nanoTime();
    Dataset<Row> attacked = rows;
    String[] columns = new String[epsilons.length];
    for (int k = 0; k < epsilons.length; k++) {
      columns[k] = "adversarial" + k;
      AttackStage<?> sized = attack.of(epsilons[k], stepDivisor, model, featuresCol, labelCol);
      sized
          .setAdversarialCol(columns[k])
          .setSuccessCol("success" + k)
          .setDistanceCol("distance" + k);
      attacked = ((Transformer) sized).transform(attacked).drop("success" + k, "distance" + k);
    }
    StudyTally tally = StudyTally.of(attacked, view, labelCol, columns);
    List<AttackCurve.Point> points = new ArrayList<>();
    for (int k = 0; k < epsilons.length; k++) {
      points.add(
          new AttackCurve.Point(
              epsilons[k], tally.accuracy(k), hasLoss ? tally.meanLoss(k) : null));
    }
    AttackCurve curve =
        new AttackCurve(
            attack.name(), attack.settings(stepDivisor), attack.exact(), points, seconds(start));
    listener.accept(attack.name() + ": accuracy " + accuracies(points));
    return curve;
  }

  private static String accuracies(List<AttackCurve.Point> points) {
    return String.join(
        ", ", points.stream().map(p -> AccuracyTable.accuracy(p.accuracy())).toList());
  }

  private CertifiedCurve certify(SmoothedClassifier<?> template, Dataset<Row> rows, String norm) {
    long start = System.nanoTime();
    SmoothedClassifier<?> defence = template.copy(ParamMap.empty());
    defence.setModel(model);
    defence.setFeaturesCol(featuresCol);
    if (defence instanceof RandomizedSmoothing randomized) {
      randomized.setMode("certify");
    }
    CertifiedCurve curve =
        CertifiedStudy.of(defence, rows, labelCol, epsilons, norm, () -> seconds(start));
    listener.accept("certified: accuracy " + AccuracyTable.accuracy(curve.cleanAccuracy()));
    return curve;
  }

  private List<String> warnings(
      List<AttackCurve> curves, double accuracy, @Nullable Double loss, ModelView view) {
    GradientMasking masking = new GradientMasking(accuracy, loss);
    List<String> warnings = new ArrayList<>();
    boolean same = view instanceof LinearView && view.numClasses() == 2;
    for (int i = 0; i < attacks.size(); i++) {
      for (int j = 0; j < attacks.size(); j++) {
        if (attacks.get(i).singleStep() && attacks.get(j).manySteps()) {
          warnings.addAll(masking.compare(curves.get(i), curves.get(j), same));
        }
      }
      if (attacks.get(i).raisesLoss()) {
        warnings.addAll(masking.growth(curves.get(i)));
      }
    }
    return warnings;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
