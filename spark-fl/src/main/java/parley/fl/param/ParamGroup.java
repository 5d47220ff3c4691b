package parley.fl.param;

import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;

/**
 * A group of Params that a stage has. Spark finds them by reflection on public methods without
 * arguments, so each has one of its name, and a setter. Stages are not safe for use by several
 * threads while Params are being set.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface ParamGroup<S extends ParamGroup<S>> extends Params {

  /** This stage. */
  S self();

  /** A stage's value, or null where it is not set or empty. */
  static @Nullable String text(Params stage, Param<String> param) {
    return stage.isDefined(param) && !stage.getOrDefault(param).isEmpty()
        ? stage.getOrDefault(param)
        : null;
  }

  /** A stage's value, empty where it is not set or empty. */
  static Optional<String> given(Params stage, Param<String> param) {
    return Optional.ofNullable(text(stage, param));
  }
}
