package parley.fl.param;

import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.types.StructType;
import parley.fl.family.Family;
import parley.fl.report.FitListener;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;

/** A stage that has the Params of all trainings and nothing else: settings for any family. */
public final class ToldTraining extends PipelineStage implements TrainingStage<ToldTraining> {
  private static final long serialVersionUID = 1L;

  private final transient Family family;
  private final TrainingParams trainingParams = new TrainingParams(this);

  public ToldTraining(Family family) {
    this.family = family;
  }

  /** What the Params say of the family's training. */
  public TrainingSettings settings() {
    return trainingParams.settings(this, family, null, FitListener.NONE);
  }

  /** The same for a family with one margin. */
  public LinearSettings linear() {
    return LinearSettings.of(settings());
  }

  @Override
  public String uid() {
    return "told";
  }

  @Override
  public ToldTraining self() {
    return this;
  }

  @Override
  public TrainingParams trainingParams() {
    return trainingParams;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema;
  }

  @Override
  public ToldTraining copy(ParamMap extra) {
    return copyValues(new ToldTraining(family), extra);
  }
}
