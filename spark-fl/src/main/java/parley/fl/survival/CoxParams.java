package parley.fl.survival;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.settings.Protection;
import parley.fl.statistic.cox.CoxStatistic.Ties;
import parley.fl.statistic.glm.GlmStatistic;

/** The Params of {@link HasCox}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class CoxParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As Spark's. */
  static final String CENSOR_COL = "censor";

  private static final String PROVIDERS = "providers";
  private static final String NONE = "none";

  final Param<String> protection;
  final Param<String> censorCol;
  final Param<String> ties;
  final Param<String> strata;
  final IntParam maxIter;
  final DoubleParam tol;

  /** A stage's Params, with their defaults. */
  CoxParams(Params stage) {
    protection =
        new Param<>(stage, "protection", "encrypted, or plain: the same sums added up in clear");
    censorCol =
        new Param<>(stage, "censorCol", "column that is 1 where the event occurred, 0 if not");
    ties = new Param<>(stage, "ties", "efron or breslow: how events at one time are treated");
    strata =
        new Param<>(
            stage, "strata", "what has a baseline hazard of its own: providers, or none (plain)");
    maxIter = new IntParam(stage, "maxIter", "most rounds", ParamValidators.inRange(1, 4000));
    tol =
        new DoubleParam(
            stage,
            "tol",
            "share of its standard error that a coefficient's last step is below",
            ParamValidators.inRange(0, 1, false, false));
    stage.setDefault(protection, Defaults.PROTECTION);
    stage.setDefault(censorCol, CENSOR_COL);
    stage.setDefault(ties, Ties.EFRON.name().toLowerCase(Locale.ROOT));
    stage.setDefault(strata, PROVIDERS);
    stage.setDefault(maxIter, GlmStatistic.DEFAULT_MAX_ITER);
    stage.setDefault(tol, GlmStatistic.DEFAULT_TOL);
  }

  /**
   * How ties are treated.
   *
   * @throws IllegalArgumentException if the word is neither
   */
  Ties ties(Params stage) {
    String word = stage.getOrDefault(ties);
    for (Ties value : Ties.values()) {
      if (value.name().equalsIgnoreCase(word)) {
        return value;
      }
    }
    throw refuse("expected ties efron or breslow, got " + word);
  }

  /**
   * Whether all rows have one baseline hazard.
   *
   * @throws IllegalArgumentException if the word is neither, or under encryption
   */
  boolean pooled(Params stage) {
    String word = stage.getOrDefault(strata).toLowerCase(Locale.ROOT);
    if (!word.equals(PROVIDERS) && !word.equals(NONE)) {
      throw refuse("expected strata providers or none, got " + word);
    }
    boolean pooled = word.equals(NONE);
    if (pooled && Protection.of(stage.getOrDefault(protection)) == Protection.ENCRYPTED) {
      throw refuse(
          "sums over the risk sets of all rows would have to be opened, and two that follow each"
              + " other differ by one person's row, expected strata providers or protection plain");
    }
    return pooled;
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException("cannot fit a Cox model: " + reason);
  }
}
