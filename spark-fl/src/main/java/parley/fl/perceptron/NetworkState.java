package parley.fl.perceptron;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.family.network.NetworkFamily;
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
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.sealed.SealedWeights;
import parley.json.JsonRecords;

/**
 * What a fit left, as it is saved: a network in the order of its layers, of each the weights of
 * input 0 to every output, then of input 1, and at last the biases; or where its weights are
 * sealed, what else there is of it.
 *
 * @param layers such as {@code 9-64-2}
 * @param head whether classes are learnt, or a number
 * @param activation of the hidden layers
 * @param values all weights; none where they are sealed
 * @param inputMap text of the map of a row; null for none
 * @param mean what is subtracted from each feature
 * @param scale what it is divided by
 * @param constant the numbers of those that do not vary
 * @param clip where features are cut
 * @param labels how labels came to one scale
 * @param report of the fit, as JSON
 * @param sealed the weights, where they are; else null
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
    String report,
    @Nullable SealedWeights sealed) {

  /**
   * What a training left.
   *
   * @param family that was trained
   * @throws ParleyException if it left no network, neither known nor sealed
   */
  static NetworkState of(NetworkFamily family, TrainingResult result) {
    String report = result.report().toJson();
    TrainedNetwork trained = result.network().orElse(null);
    if (trained != null) {
      double[] values = trained.network().weights().toArray();
      return of(family, values, trained.input(), trained.labels(), report, null);
    }
    SealedModel model =
        result
            .sealed()
            .orElseThrow(
                () ->
                    new ParleyException(
                        "cannot use the training: it left no network, expected one in clear or a"
                            + " sealed one"));
    return of(
        family,
        new double[0],
        new NetworkInput(family.inputMap().orElse(null), model.standardization()),
        LabelScale.of(model.attributes()),
        report,
        SealedWeights.of(model));
  }

  private static NetworkState of(
      NetworkFamily family,
      double[] values,
      NetworkInput input,
      LabelScale labels,
      String report,
      @Nullable SealedWeights sealed) {
    NetworkShape shape = family.terms().shape();
    InputMap map = input.map();
    return new NetworkState(
        shape.text(),
        shape.head(),
        family.terms().activation(),
        values,
        map == null ? null : map.text(),
        input.scaling().mean(),
        input.scaling().scale(),
        input.scaling().constantFeatures(),
        input.scaling().clip(),
        labels,
        report,
        sealed);
  }

  /** Its layers. */
  NetworkShape shape() {
    return NetworkShape.read(layers, head);
  }

  /** What a row becomes before the first of them. */
  NetworkInput input() {
    return new NetworkInput(
        inputMap == null ? null : InputMap.ofText(inputMap),
        Standardization.of(mean, scale, constant, clip));
  }

  /** The network's weights, where they are known. */
  NetworkWeights weights() {
    return NetworkWeights.of(shape(), values);
  }

  /** The network, ready to answer, where its weights are known. */
  TrainedNetwork network() {
    return new TrainedNetwork(input(), new Network(weights(), activation), labels);
  }

  /**
   * That of a model which was saved, to start from.
   *
   * @throws ParleyException if there is none at the path, or its weights are sealed
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
    NetworkState state =
        JsonRecords.read(rows.get(0).getString(0), NetworkState.class, "the model");
    if (state.sealed() != null) {
      throw new ParleyException(
          "cannot start from a model: the one at "
              + path
              + " is sealed, its weights are encrypted under the keys of its own training, expected"
              + " one with known weights (revealWeights, or protection plain)");
    }
    return state;
  }
}
