package parley.robust.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a stage with its model: metadata/ as Spark does, and model/ as the model does. The only
 * place that calls what Spark keeps for itself. For one thread.
 */
public final class ModelStageWriter extends MLWriter {
  private final ModelStage<?> stage;

  /** A writer of a stage that has its model, or else fails when it writes. */
  public ModelStageWriter(ModelStage<?> stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    Model<?> model = stage.model();
    if (!(model instanceof MLWritable writable)) {
      throw new IllegalArgumentException(
          "cannot save "
              + stage.uid()
              + ": expected a model that can be saved, got "
              + model.getClass().getSimpleName());
    }
    DefaultParamsWriter.saveMetadata(stage, path, sparkSession());
    try {
      writable.write().session(sparkSession()).save(modelPath(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String modelPath(String path) {
    return new Path(path, "model").toString();
  }

  /** Reads stages of a class. */
  public static final class Reader<S extends ModelStage<S>> extends MLReader<S> {
    private final Class<S> type;
    private final Function<String, S> constructor;

    /** A reader of a class by its constructor from a uid. */
    public Reader(Class<S> type, Function<String, S> constructor) {
      this.type = type;
      this.constructor = constructor;
    }

    @Override
    public S load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
      S stage = constructor.apply(metadata.uid());
      metadata.getAndSetParams(stage, metadata.getAndSetParams$default$2());
      Model<?> model = DefaultParamsReader.loadParamsInstance(modelPath(path), sparkSession());
      return stage.setModel(model);
    }
  }
}
