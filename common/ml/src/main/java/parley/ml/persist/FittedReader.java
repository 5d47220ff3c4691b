package parley.ml.persist;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import parley.error.ParleyException;
import parley.json.JsonRecords;

/**
 * Loads what {@link FittedWriter} saved, and checks that it is whole.
 *
 * @param <M> the model
 * @param <F> the record of what its fit left
 */
public final class FittedReader<M extends Params, F> extends MLReader<M> {
  private final String what;
  private final Class<M> model;
  private final Class<F> fitted;
  private final BiFunction<String, F, M> make;

  /**
   * @param what such as "a linear regression", for errors
   * @param make a model of its uid and what its fit left
   */
  public FittedReader(String what, Class<M> model, Class<F> fitted, BiFunction<String, F, M> make) {
    this.what = what;
    this.model = model;
    this.fitted = fitted;
    this.make = make;
  }

  @Override
  public M load(String path) {
    DefaultParamsReader.Metadata metadata = MlPersistence.loadMetadata(path, sparkSession());
    if (!metadata.className().equals(model.getName())) {
      throw new ParleyException(
          "cannot load the model: expected " + what + ", got " + metadata.className());
    }
    List<Row> rows =
        sparkSession().read().schema(FittedWriter.SCHEMA).parquet(path + "/data").collectAsList();
    if (rows.size() != 1 || rows.get(0).isNullAt(0)) {
      throw new ParleyException(
          "cannot load the model: expected one row of data, got " + rows.size());
    }
    M loaded =
        make.apply(metadata.uid(), JsonRecords.read(rows.get(0).getString(0), fitted, "the model"));
    MlPersistence.restoreParams(metadata, loaded);
    return loaded;
  }
}
