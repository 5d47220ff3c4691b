package parley.robust.certify;

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

/** Saves a defence: metadata/ as Spark does, and its model in model/ as the model does. */
final class SmoothedClassifierWriter extends MLWriter {
  private final SmoothedClassifier<?> defence;

  SmoothedClassifierWriter(SmoothedClassifier<?> defence) {
    this.defence = defence;
  }

  @Override
  public void saveImpl(String path) {
    Model<?> model = defence.model();
    if (!(model instanceof MLWritable writable)) {
      throw new IllegalArgumentException(
          "cannot save %s: expected a model that can be saved, got %s"
              .formatted(defence.uid(), model.getClass().getSimpleName()));
    }
    DefaultParamsWriter.saveMetadata(defence, path, sparkSession());
    try {
      writable.write().session(sparkSession()).save(modelPath(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String modelPath(String path) {
    return new Path(path, "model").toString();
  }

  /** Reads defences of a class. */
  static final class Reader<T extends SmoothedClassifier<T>> extends MLReader<T> {
    private final Class<T> type;
    private final Function<String, T> constructor;

    Reader(Class<T> type, Function<String, T> constructor) {
      this.type = type;
      this.constructor = constructor;
    }

    @Override
    public T load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
      T defence = constructor.apply(metadata.uid());
      metadata.getAndSetParams(defence, metadata.getAndSetParams$default$2());
      Model<?> model = DefaultParamsReader.loadParamsInstance(modelPath(path), sparkSession());
      return defence.setModel(model);
    }
  }
}
