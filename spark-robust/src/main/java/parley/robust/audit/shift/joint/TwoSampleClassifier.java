package parley.robust.audit.shift.joint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.measure.Measure;

/**
 * The classifier two-sample test of D. Lopez-Paz and M. Oquab (https://arxiv.org/abs/1610.06545): a
 * logistic regression learns on every other row whether rows are of the reference or of the data,
 * and is asked about the rest. Samples are cut to the same size, so guessing is right half of the
 * time.
 */
record TwoSampleClassifier(Measure accuracy, Measure pValue, Measure auc, int heldOut) {
  /** Fewer rows of each sample are no base for two halves. */
  static final int FEWEST_ROWS = 10;

  private static final double PENALTY = 0.01;
  private static final int ITERATIONS = 50;

  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private record Scored(double probability, boolean ofData) {}

  /** Runs it on rows in random order; in one partition, so that sums have one order. */
  static TwoSampleClassifier of(SparkSession spark, double[][] reference, double[][] data) {
    int size = Math.min(reference.length, data.length);
    if (size < FEWEST_ROWS) {
      String reason =
          "there are too few complete rows: expected %d or more of each, got %d and %d"
              .formatted(FEWEST_ROWS, reference.length, data.length);
      return new TwoSampleClassifier(
          Measure.undefined("classifierAccuracy", reason),
          Measure.undefined("classifierPValue", reason),
          Measure.undefined("classifierAuc", reason),
          0);
    }
    List<Row> train = new ArrayList<>();
    for (int i = 0; i < size; i += 2) {
      train.add(RowFactory.create(Vectors.dense(reference[i]), 0.0));
      train.add(RowFactory.create(Vectors.dense(data[i]), 1.0));
    }
    LogisticRegressionModel model =
        new LogisticRegression()
            .setRegParam(PENALTY)
            .setMaxIter(ITERATIONS)
            .fit(spark.createDataFrame(train, SCHEMA).coalesce(1));
    List<Scored> scored = new ArrayList<>();
    int right = 0;
    for (int i = 1; i < size; i += 2) {
      double ofReference = model.predictProbability(Vectors.dense(reference[i])).apply(1);
      double ofData = model.predictProbability(Vectors.dense(data[i])).apply(1);
      right += ofReference <= 0.5 ? 1 : 0;
      right += ofData > 0.5 ? 1 : 0;
      scored.add(new Scored(ofReference, false));
      scored.add(new Scored(ofData, true));
    }
    double pValue =
        BinomialTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .test(scored.size(), right, 0.5)
            .getPValue();
    return new TwoSampleClassifier(
        Measure.of("classifierAccuracy", (double) right / scored.size()),
        Measure.of("classifierPValue", pValue),
        Measure.of("classifierAuc", auc(scored)),
        scored.size());
  }

  /** The share of pairs in which the data's row has the higher probability; ties count one half. */
  private static double auc(List<Scored> scored) {
    List<Scored> sorted = new ArrayList<>(scored);
    sorted.sort(Comparator.comparingDouble(Scored::probability));
    long referenceBelow = 0;
    double wins = 0;
    int at = 0;
    while (at < sorted.size()) {
      long reference = 0;
      long data = 0;
      double tie = sorted.get(at).probability;
      while (at < sorted.size() && sorted.get(at).probability == tie) {
        if (sorted.get(at++).ofData) {
          data++;
        } else {
          reference++;
        }
      }
      wins += data * (referenceBelow + reference / 2.0);
      referenceBelow += reference;
    }
    return wins / (referenceBelow * (double) (sorted.size() - referenceBelow));
  }
}
