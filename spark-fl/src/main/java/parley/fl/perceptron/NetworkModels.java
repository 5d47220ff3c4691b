package parley.fl.perceptron;

import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;

/** What models of networks check. Stateless. */
public final class NetworkModels {
  private NetworkModels() {}

  /**
   * What a fit left.
   *
   * @throws IllegalStateException of a model that was never fitted
   */
  public static NetworkState required(@Nullable NetworkState fitted) {
    if (fitted == null) {
      throw new IllegalStateException(
          "cannot use the model: it was made without a fit, expected one that fit() or load()"
              + " gave");
    }
    return fitted;
  }

  /**
   * Checks that a column holds vectors, of as many values as the model was trained on where the
   * column says how many.
   *
   * @throws IllegalArgumentException if not
   */
  public static void check(StructType schema, String features, int values) {
    InputColumns.checkFeatures(schema, features);
    int told = AttributeGroup.fromStructField(schema.apply(features)).size();
    if (told >= 0 && told != values) {
      throw new IllegalArgumentException(
          "cannot predict: column "
              + features
              + " has vectors of another size than the model was trained on, expected "
              + values
              + ", got "
              + told);
    }
  }
}
