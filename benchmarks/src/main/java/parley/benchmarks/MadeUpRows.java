package parley.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a logistic model with weights of norm 2.5 on weakly correlated Gaussian features, in
 * units that differ. Each row follows from its number, so that providers make theirs where they are
 * needed. Immutable and thread-safe.
 */
public final class MadeUpRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long SEED = 20_211_001;
  private static final double WEIGHT_NORM = 2.5;
  private static final double SHARED = 0.3;

  /** Below four standard deviations, so that no feature is clipped by the training. */
  private static final double LARGEST = 4;

  private final double[] weights;

  /** Rows of so many features. */
  public MadeUpRows(int features) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] w = random.doubles(features, -1, 1).toArray();
    double norm = Math.sqrt(Arrays.stream(w).map(v -> v * v).sum());
    this.weights = Arrays.stream(w).map(v -> v * WEIGHT_NORM / norm).toArray();
  }

  /** Rows 0 .. rows - 1, spread evenly over as many partitions as there are providers. */
  public Dataset<Row> frame(SparkSession spark, int rows, int providers) {
    MadeUpRows source = this;
    List<Integer> numbers = IntStream.range(0, providers).boxed().toList();
    JavaRDD<Row> made =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(numbers, providers)
            .flatMap(p -> source.rows(first(p, rows, providers), first(p + 1, rows, providers)));
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", DataTypes.DoubleType, false);
    return spark.createDataFrame(made, schema);
  }

  private static long first(int provider, int rows, int providers) {
    return (long) provider * rows / providers;
  }

  private Iterator<Row> rows(long from, long to) {
    return new Iterator<>() {
      private long next = from;

      @Override
      public boolean hasNext() {
        return next < to;
      }

      @Override
      public Row next() {
        double[] x = features(next);
        double label = label(next);
        next++;
        return RowFactory.create(Vectors.dense(x), label);
      }
    };
  }

  /** Features of so many rows from a number on. */
  double[][] features(long from, int count) {
    List<double[]> rows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      rows.add(features(from + k));
    }
    return rows.toArray(double[][]::new);
  }

  /** Labels of so many rows from a number on. */
  double[] labels(long from, int count) {
    return IntStream.range(0, count).mapToDouble(k -> label(from + k)).toArray();
  }

  private double[] features(long row) {
    double[] x = standard(row);
    for (int j = 0; j < x.length; j++) {
      x[j] = 10 * (j % 4) + (1 + j % 5) * x[j];
    }
    return x;
  }

  private double[] standard(long row) {
    SplittableRandom random = new SplittableRandom(SEED + 1 + row);
    double shared = SHARED * random.nextGaussian();
    double[] x = new double[weights.length];
    for (int j = 0; j < x.length; j++) {
      double value = shared + random.nextGaussian();
      x[j] = Math.max(-LARGEST, Math.min(LARGEST, value));
    }
    return x;
  }

  private double label(long row) {
    double z = 0.4;
    double[] x = standard(row);
    for (int j = 0; j < x.length; j++) {
      z += weights[j] * x[j];
    }
    return new SplittableRandom(-SEED - row).nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  }
}
