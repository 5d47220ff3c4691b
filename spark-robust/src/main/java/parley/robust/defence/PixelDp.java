package parley.robust.defence;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import parley.robust.defence.certify.Certifier;
import parley.robust.defence.certify.NoiseKind;
import parley.robust.defence.certify.PixelDpCertifier;
import parley.robust.model.ModelStageWriter;

/**
 * PixelDP's certified defence (<a href="https://arxiv.org/abs/1802.03471">Lecuyer, Atlidakis,
 * Geambasu, Hsu and Jana 2019</a>) around any classifier of Spark's, with the noise added to the
 * row: the class that the classifier answers most often, and a radius within which that class holds
 * for certain, but for a chance of alpha.
 *
 * <p>Noise {@code gaussian} certifies L2 distances, {@code laplace} L1 distances. For Gaussian
 * noise {@link RandomizedSmoothing} certifies more from the same samples; this bound is for Laplace
 * noise and for comparison. The votes for a class stand for its expected score, bounded by {@link
 * parley.robust.defence.certify.ClopperPearson}.
 *
 * <p>Results depend on seed and row id, not on partitions. Not safe for use by several threads
 * while Params are being set.
 */
public final class PixelDp extends SmoothedClassifier<PixelDp> {
  private static final long serialVersionUID = 1L;

  private final Param<String> noise;

  /** A defence with default Params. */
  public PixelDp() {
    this(Identifiable.randomUID("pixelDp"));
  }

  /** A defence with default Params and the given uid. */
  public PixelDp(String uid) {
    super(uid);
    noise =
        new Param<>(
            uid,
            "noise",
            "gaussian (certifies L2 distances) or laplace (L1)",
            ParamValidators.inArray(NoiseKind.names()));
    setDefault(noise, NoiseKind.GAUSSIAN.parameterName());
  }

  /** Reads what was saved with {@code write} or {@code save}. */
  public static MLReader<PixelDp> read() {
    return new ModelStageWriter.Reader<>(PixelDp.class, PixelDp::new);
  }

  /** The defence saved at a path. */
  public static PixelDp load(String path) {
    return read().load(path);
  }

  /** "gaussian" for L2 distances, or "laplace" for L1 distances; default "gaussian". */
  public PixelDp setNoise(String value) {
    set(noise, value);
    return this;
  }

  @Override
  PixelDp self() {
    return this;
  }

  @Override
  NoiseKind noiseKind() {
    return NoiseKind.of(text(noise));
  }

  @Override
  Certifier certifier() {
    return new PixelDpCertifier(noiseKind(), deviation(), risk());
  }

  public Param<String> noise() {
    return noise;
  }
}
