package parley.robust.defence.training;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGSB;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.optim.loss.RDDLossFunction;
import parley.error.ParleyException;
import parley.robust.data.RowBlock;
import scala.Function1;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * Minimises the worst loss of binary logistic regression by L-BFGS-B (Byrd et al. 1995,
 * https://doi.org/10.1137/0916069), Breeze's as Spark uses it.
 */
public final class MarginTrainer {
  private static final int CORRECTIONS = 10;
  private static final int LINE_SEARCH = 64;

  private MarginTrainer() {}

  /**
   * The weights with the intercept behind them.
   *
   * @param rows how many there are
   * @param tolerance relative change of the objective at which it stops
   */
  public static double[] train(
      JavaRDD<RowBlock> blocks,
      MarginForm form,
      long rows,
      double regParam,
      int maxIter,
      double tolerance) {
    Function1<Broadcast<Vector>, MarginSums> sums =
        parameters -> new MarginSums(parameters, form, rows, regParam);
    RDDLossFunction<RowBlock, MarginSums> loss =
        new RDDLossFunction<>(
            blocks.rdd(),
            sums,
            Option.empty(),
            2,
            ClassTag$.MODULE$.apply(RowBlock.class),
            ClassTag$.MODULE$.apply(MarginSums.class));
    double[] lower = filled(form.size(), form.nonNegative() ? 0 : Double.NEGATIVE_INFINITY);
    lower[form.size() - 1] = Double.NEGATIVE_INFINITY;
    FirstOrderMinimizer<DenseVector<Object>, DiffFunction<DenseVector<Object>>> minimizer =
        new LBFGSB(
            vector(lower),
            vector(filled(form.size(), Double.POSITIVE_INFINITY)),
            maxIter,
            CORRECTIONS,
            tolerance,
            LINE_SEARCH,
            LINE_SEARCH);
    double[] start = new double[form.size()];
    if (form.hasKinkAtZero()) {
      WeightlessStart found = WeightlessStart.find(loss, form.size());
      if (found.isOptimum()) {
        return found.parameters();
      }
      start = found.parameters();
    }
    DenseVector<Object> best = minimizer.minimize(loss, vector(start));
    double[] parameters = new double[form.size()];
    for (int j = 0; j < parameters.length; j++) {
      parameters[j] = best.valueAt$mcD$sp(j);
      if (!Double.isFinite(parameters[j])) {
        throw new ParleyException(
            "cannot train: the optimiser ends at a weight of "
                + parameters[j]
                + ", expected features scaled to about 1");
      }
    }
    double[] weights = form.weights(parameters);
    double[] result = Arrays.copyOf(weights, weights.length + 1);
    result[weights.length] = parameters[parameters.length - 1];
    return result;
  }

  private static DenseVector<Object> vector(double[] values) {
    return DenseVector.create(values, 0, 1, values.length);
  }

  private static double[] filled(int length, double value) {
    double[] result = new double[length];
    Arrays.fill(result, value);
    return result;
  }
}
