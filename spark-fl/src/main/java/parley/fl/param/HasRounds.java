package parley.fl.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * A stage that asks providers in rounds, and is told what bounds one.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasRounds<S extends HasRounds<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  RoundParams roundParams();

  /**
   * A policy beside those that the providers' processes name, empty for none: a file, or a folder
   * with {@code PROVIDER.json} for each; default none. It can only make things stricter; a file
   * that is missing or no policy is refused when providers are first asked.
   */
  default S setPolicy(String value) {
    set(policy(), value);
    return self();
  }

  /**
   * Seconds a round may take, above 0; default {@value parley.fl.Defaults#ROUND_TIMEOUT_SECONDS}.
   * Others are refused here.
   */
  default S setRoundTimeout(int value) {
    set(roundTimeout(), value);
    return self();
  }

  default Param<String> policy() {
    return roundParams().policy;
  }

  default IntParam roundTimeout() {
    return roundParams().roundTimeout;
  }
}
