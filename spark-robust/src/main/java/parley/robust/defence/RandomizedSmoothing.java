package parley.robust.defence;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import parley.robust.defence.certify.Certifier;
import parley.robust.defence.certify.CohenCertifier;
import parley.robust.defence.certify.NoiseKind;
import parley.robust.model.ModelStageWriter;

/**
 * Randomised smoothing (<a href="https://arxiv.org/abs/1902.02918">Cohen, Rosenfeld and Kolter
 * 2019</a>) around any classifier of Spark's: the class that the classifier answers most often when
 * Gaussian noise is added to the row, and an L2 radius within which that class holds for certain,
 * but for a chance of alpha.
 *
 * <p>Mode {@code certify} gives classes and radii, {@code predict} classes alone from a test that
 * needs fewer samples. The largest radius that n samples can show is sigma x quantile(alpha^(1/n)):
 * 3.81 sigma for the default. A row asks the classifier selectionSamples + samples times (mode
 * predict: samples). The classifier should have been trained with noise of the same sigma.
 *
 * <p>Results depend on seed and row id, not on partitions. Not safe for use by several threads
 * while Params are being set.
 */
public final class RandomizedSmoothing extends SmoothedClassifier<RandomizedSmoothing> {
  private static final long serialVersionUID = 1L;

  private static final String CERTIFY = "certify";
  private static final String PREDICT = "predict";

  private final Param<String> mode;

  /** A defence with default Params. */
  public RandomizedSmoothing() {
    this(Identifiable.randomUID("randomizedSmoothing"));
  }

  /** A defence with default Params and the given uid. */
  public RandomizedSmoothing(String uid) {
    super(uid);
    mode =
        new Param<>(
            uid,
            "mode",
            "certify: classes and radii; predict: classes alone",
            ParamValidators.inArray(new String[] {CERTIFY, PREDICT}));
    setDefault(mode, CERTIFY);
  }

  /** Reads what was saved with {@code write} or {@code save}. */
  public static MLReader<RandomizedSmoothing> read() {
    return new ModelStageWriter.Reader<>(RandomizedSmoothing.class, RandomizedSmoothing::new);
  }

  /** The defence saved at a path. */
  public static RandomizedSmoothing load(String path) {
    return read().load(path);
  }

  /** "certify" for classes and radii, or "predict" for classes alone; default "certify". */
  public RandomizedSmoothing setMode(String value) {
    set(mode, value);
    return this;
  }

  public Param<String> mode() {
    return mode;
  }

  @Override
  RandomizedSmoothing self() {
    return this;
  }

  @Override
  NoiseKind noiseKind() {
    return NoiseKind.GAUSSIAN;
  }

  @Override
  Certifier certifier() {
    return new CohenCertifier(deviation(), risk(), text(mode).equals(CERTIFY));
  }
}
