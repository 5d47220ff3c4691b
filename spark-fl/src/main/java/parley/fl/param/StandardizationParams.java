package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.OptionalLong;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.optim.StandardizationMode;
import parley.fl.settings.StandardizationSettings;

/** The Params of {@link HasStandardization}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class StandardizationParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> standardization;
  final DoubleArrayArrayParam featureRanges;
  final LongParam rowBound;
  final DoubleParam featureClip;

  /** A stage's Params, with their defaults. */
  public StandardizationParams(Params stage) {
    standardization =
        new Param<>(
            stage,
            "standardization",
            "collective (opens the sums for means and deviations), ranges (opens nothing) or"
                + " none");
    featureRanges =
        new DoubleArrayArrayParam(
            stage,
            "featureRanges",
            "for standardization ranges: {lowest, highest} of each feature");
    rowBound =
        new LongParam(
            stage,
            "rowBound",
            "for standardization ranges: agreed bound on the number of all rows (their weights"
                + " added up), which stands for it in step and regParam. In clear a larger total is"
                + " refused. Under encryption no one sees the total: each provider refuses when its"
                + " own rows exceed the bound or the places that the plan has for them, and more"
                + " rows than agreed in all make the training as if regParam were smaller and steps"
                + " longer",
            ParamValidators.gt(0));
    featureClip =
        new DoubleParam(
            stage,
            "featureClip",
            "largest absolute value of a standardised feature; Infinity for none",
            ParamValidators.gt(0));
    stage.setDefault(standardization, Defaults.STANDARDIZATION);
    stage.setDefault(featureClip, Defaults.FEATURE_CLIP);
  }

  StandardizationSettings settings(Params stage) {
    return new StandardizationSettings(
        StandardizationMode.of(stage.getOrDefault(standardization)),
        stage.isDefined(featureRanges) ? stage.getOrDefault(featureRanges) : new double[0][],
        stage.isDefined(rowBound)
            ? OptionalLong.of((Long) stage.getOrDefault(rowBound))
            : OptionalLong.empty(),
        (Double) stage.getOrDefault(featureClip));
  }
}
