package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.optim.StandardizationMode;
import parley.fl.settings.TrainingSettings;

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
    stage.setDefault(standardization, Defaults.STANDARDIZATION.parameterName());
    stage.setDefault(featureClip, Defaults.FEATURE_CLIP);
  }

  void addTo(TrainingSettings.Builder settings, Params stage) {
    settings
        .standardization(StandardizationMode.of(stage.getOrDefault(standardization)))
        .featureClip((Double) stage.getOrDefault(featureClip));
    if (stage.isDefined(featureRanges)) {
      settings.featureRanges(stage.getOrDefault(featureRanges));
    }
    if (stage.isDefined(rowBound)) {
      settings.rowBound((Long) stage.getOrDefault(rowBound));
    }
  }
}
