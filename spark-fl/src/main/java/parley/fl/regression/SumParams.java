package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.param.HasKeys;
import parley.fl.param.HasProviders;
import parley.fl.param.HasRelease;
import parley.fl.param.ProtectionParams;
import parley.fl.param.ReleaseParams;
import parley.fl.settings.Protection;

/** The Params of {@link HasSums}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class SumParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final ProtectionParams protection;
  final ReleaseParams release;
  final BooleanParam fitIntercept;

  /** A stage's Params, with their defaults. */
  SumParams(Params stage) {
    protection = new ProtectionParams(stage);
    release = new ReleaseParams(stage);
    fitIntercept =
        new BooleanParam(
            stage, "fitIntercept", "whether to fit an intercept, which is not penalised");
    stage.setDefault(fitIntercept, Defaults.FIT_INTERCEPT);
  }

  boolean fitIntercept(Params stage) {
    return (Boolean) stage.getOrDefault(fitIntercept);
  }

  /**
   * Whether the model is to be sealed; refuses what sums cannot be opened with where it is not.
   *
   * @param what is fitted, such as "a linear regression"
   * @throws IllegalArgumentException with a word that is no protection or release; of sums with
   *     what {@link #check} refuses, or with what belongs to sealed trainings
   */
  <S extends HasKeys<?> & HasProviders<?> & HasRelease<?>> boolean sealed(S stage, String what) {
    Protection.of(stage.getOrDefault(stage.protection()));
    if (release.sealed(stage, protection)) {
      return true;
    }
    check(stage, stage.protection(), what);
    return false;
  }

  /**
   * Refuses what sums cannot be opened with.
   *
   * @param protection the stage's Param of it
   * @param what is fitted, such as "a linear regression"
   * @throws IllegalArgumentException with a word that is no protection, with keys to keep, or with
   *     two providers
   */
  public static <S extends HasKeys<?> & HasProviders<?>> void check(
      S stage, Param<String> protection, String what) {
    Protection.of(stage.getOrDefault(protection));
    if (stage.isDefined(stage.keyStore()) || stage.isDefined(stage.querierPublicKey())) {
      throw new IllegalArgumentException(
          "cannot fit "
              + what
              + ": its sums are opened at once and no key is kept, expected neither keyStore nor"
              + " querierPublicKey, got "
              + (stage.isDefined(stage.keyStore()) ? "keyStore" : "querierPublicKey"));
    }
    if ((Boolean) stage.getOrDefault(stage.allowTwoProviders())) {
      throw new IllegalArgumentException(
          "cannot fit "
              + what
              + ": a sum of two providers tells each the other's part, expected allowTwoProviders"
              + " false");
    }
  }
}
