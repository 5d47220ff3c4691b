package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanFile;
import parley.fl.plan.TrainingPlan;
import parley.fl.settings.Protection;
import parley.fl.settings.ProtectionSettings;

/** The Params of {@link HasProtection}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class ProtectionParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Below 13 only for tests, which ask for insecure parameters; the planner refuses others. */
  private static final int SMALLEST_RING = 11;

  private static final int LARGEST_RING = 16;

  final Param<String> protection;
  final Param<String> plan;
  final Param<String> packing;
  final IntParam logRingDimension;
  final BooleanParam revealWeights;
  final IntParam rowsPerOpening;

  /** A stage's Params, with their defaults. */
  public ProtectionParams(Params stage) {
    protection =
        new Param<>(stage, "protection", "encrypted, or plain: the same algorithm in clear");
    plan =
        new Param<>(
            stage,
            "plan",
            "path of a plan made before, whose parameters are followed; iterations, degree and"
                + " interval are the plan's unless set");
    packing =
        new Param<>(
            stage,
            "packing",
            "how rows lie in ciphertexts: auto (the cheapest one), diagonal (a slot a row), row"
                + " (whole rows, for wide data) or coefficient (rows and weights as coefficients);"
                + " no effect in clear");
    logRingDimension =
        new IntParam(
            stage,
            "logRingDimension",
            "log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no"
                + " effect in clear",
            ParamValidators.inRange(SMALLEST_RING, LARGEST_RING));
    revealWeights =
        new BooleanParam(
            stage,
            "revealWeights",
            "whether the querier gets the weights instead of a sealed model");
    rowsPerOpening =
        new IntParam(
            stage,
            "rowsPerOpening",
            "rows that one opening of a sealed model's predictions carries, and counts against the"
                + " providers' row budgets; as many as there is room unless set",
            ParamValidators.gt(0));
    stage.setDefault(protection, Defaults.PROTECTION);
    stage.setDefault(packing, Defaults.PACKING);
    stage.setDefault(revealWeights, Defaults.REVEAL_WEIGHTS);
  }

  /** The plan to follow, read from its file; null for none. */
  @Nullable TrainingPlan readPlan(Params stage) {
    String file = ParamGroup.text(stage, plan);
    return file == null ? null : TrainingPlan.read(Path.of(file));
  }

  ProtectionSettings settings(Params stage, @Nullable PlanFile read, boolean allowTwo) {
    String name = stage.getOrDefault(packing);
    return new ProtectionSettings(
        Protection.of(stage.getOrDefault(protection)),
        Optional.ofNullable(read),
        name.equals(Defaults.PACKING) ? Optional.empty() : Optional.of(packing(name)),
        number(stage, logRingDimension),
        (Boolean) stage.getOrDefault(revealWeights),
        number(stage, rowsPerOpening),
        allowTwo);
  }

  private static OptionalInt number(Params stage, IntParam param) {
    return stage.isDefined(param)
        ? OptionalInt.of((Integer) stage.getOrDefault(param))
        : OptionalInt.empty();
  }

  private static Packing packing(String name) {
    return switch (name) {
      case "diagonal" -> Packing.DIAGONAL;
      case "row" -> Packing.ROW;
      case "coefficient" -> Packing.COEFFICIENT;
      default ->
          throw new IllegalArgumentException(
              "cannot pack the rows: expected auto, diagonal, row or coefficient, got " + name);
    };
  }
}
