package parley.fl.perceptron;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.image.InputMap;
import parley.fl.network.Network;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkInput;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkWeights;
import parley.fl.network.QuadraticActivation;
import parley.fl.network.TrainedNetwork;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.protection.TrainingResult;
import parley.json.JsonRecords;

/**
 * What a fit left, as it is saved: a network in the order of its layers, of each the weights of
 * input 0 to every output, then of input 1, and at last the biases.
 *
 * @param layers such as {@code 9-64-2}
 * @param head whether classes are learnt, or a number
 * @param activation of the hidden layers
 * @param values all weights
 * @param inputMap text of the map of a row; null for none
 * @param mean what is subtracted from each feature
 * @param scale what it is divided by
 * @param constant the numbers of those that do not vary
 * @param clip where features are cut
 * @param labels how labels came to one scale
 * @param report of the fit, as JSON
 */
public record NetworkState(
    String layers,
    NetworkHead head,
    QuadraticActivation activation,
    double[] values,
    @Nullable String inputMap,
    double[] mean,
    double[] scale,
    List<Integer> constant,
    double clip,
    LabelScale labels,
    String report) {

  /**
   * What a training left.
   *
   * @throws ParleyException if it left no network
   */
  public static NetworkState of(TrainingResult result) {
    TrainedNetwork trained =
        result
            .network()
            .orElseThrow(
                () ->
                    new ParleyException(
                        "cannot use the training: it left no network, expected one in clear"));
    NetworkInput input = trained.input();
    InputMap map = input.map();
    NetworkWeights weights = trained.network().weights();
    return new NetworkState(
        weights.shape().text(),
        weights.shape().head(),
        trained.network().activation(),
        weights.toArray(),
        map == null ? null : map.text(),
        input.scaling().mean(),
        input.scaling().scale(),
        input.scaling().constantFeatures(),
        input.scaling().clip(),
        trained.labels(),
        result.report().toJson());
  }

  /** The network's weights. */
  NetworkWeights weights() {
    return NetworkWeights.of(NetworkShape.read(layers, head), values);
  }

  /** The network, ready to answer. */
  public TrainedNetwork network() {
    InputMap map = inputMap == null ? null : InputMap.ofText(inputMap);
    return new TrainedNetwork(
        new NetworkInput(map, Standardization.of(mean, scale, constant, clip)),
        new Network(weights(), activation),
        labels);
  }

  /**
   * That of a model which was saved.
   *
   * @throws ParleyException if there is none at the path
   */
  static NetworkState load(String path, SparkSession spark) {
    List<Row> rows;
    try {
      rows = spark.read().parquet(path + "/data").select("fitted").collectAsList();
    } catch (Exception e) {
      throw new ParleyException(
          "cannot start from a model: there is none at " + path + ", expected a saved network", e);
    }
    if (rows.size() != 1 || rows.get(0).isNullAt(0)) {
      throw new ParleyException(
          "cannot start from a model: expected one row of data at "
              + path
              + ", got "
              + rows.size());
    }
    return JsonRecords.read(rows.get(0).getString(0), NetworkState.class, "the model");
  }
}
