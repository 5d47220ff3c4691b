package parley.fl.classification;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.activation.SigmoidPolynomial.Approximation;
import parley.fl.family.logistic.LogisticDefaults;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.TrainingPlan;

/** The Params of {@link HasSigmoid}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class SigmoidParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final IntParam degree;
  final DoubleArrayParam interval;
  final Param<String> approximation;

  /** A stage's Params, with their defaults. */
  SigmoidParams(Params stage) {
    degree =
        new IntParam(
            stage,
            "degree",
            "degree of one fixed polynomial for the sigmoid: 5, 9 or 13. Unless degree, interval or"
                + " approximation is set, Nesterov's algorithm takes polynomials that are fitted to"
                + " where the rows lie");
    interval =
        new DoubleArrayParam(
            stage,
            "interval",
            "where a fixed polynomial stands for the sigmoid: {-half-width, half-width}");
    approximation =
        new Param<>(stage, "approximation", "of a fixed polynomial: leastSquares or chebyshev");
    stage.setDefault(degree, LogisticDefaults.DEGREE);
    stage.setDefault(
        interval, new double[] {-LogisticDefaults.HALF_WIDTH, LogisticDefaults.HALF_WIDTH});
    stage.setDefault(approximation, word(LogisticDefaults.APPROXIMATION));
  }

  /** The family, with the polynomial that a Param or the plan fixes. */
  LogisticFamily family(Params stage, @Nullable TrainingPlan plan) {
    int ownDegree = (Integer) stage.getOrDefault(degree);
    double ownHalf = halfWidth(stage);
    Approximation kind = kind(stage.getOrDefault(approximation));
    SigmoidPolynomial own = SigmoidPolynomial.of(ownDegree, ownHalf, kind);
    boolean fixed = stage.isSet(degree) || stage.isSet(interval) || stage.isSet(approximation);
    if (plan == null) {
      return fixed ? LogisticFamily.of(own) : LogisticFamily.fitted();
    }
    PlanRequest request = plan.request();
    boolean fitted = request.degree() == LogisticDefaults.FITTED_DEGREE;
    if (fitted && !fixed) {
      return LogisticFamily.fitted();
    }
    return LogisticFamily.of(
        SigmoidPolynomial.of(
            fitted || stage.isSet(degree) ? ownDegree : request.degree(),
            stage.isSet(interval) ? ownHalf : request.halfWidth(),
            kind));
  }

  private double halfWidth(Params stage) {
    double[] ends = stage.getOrDefault(interval);
    if (ends.length != 2 || ends[0] != -ends[1]) {
      throw new IllegalArgumentException(
          "cannot approximate the sigmoid: expected an interval around 0 such as -14,14, got "
              + Arrays.toString(ends));
    }
    return ends[1];
  }

  private static String word(Approximation kind) {
    return switch (kind) {
      case LEAST_SQUARES -> "leastSquares";
      case CHEBYSHEV -> "chebyshev";
    };
  }

  private static Approximation kind(String word) {
    return Arrays.stream(Approximation.values())
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot approximate the sigmoid: expected leastSquares or chebyshev, got "
                        + word));
  }
}
