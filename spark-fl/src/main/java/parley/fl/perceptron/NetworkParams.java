package parley.fl.perceptron;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.family.network.NetworkFamily;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.network.StepSchedule;
import parley.fl.optim.Algorithm;
import parley.fl.param.ParamGroup;
import parley.fl.settings.DescentSettings;

/** The Params of {@link HasNetwork}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final IntArrayParam hiddenLayers;
  final Param<String> activation;
  final IntParam batchSize;
  final IntParam maxIter;
  final DoubleParam momentum;
  final Param<String> schedule;
  final DoubleArrayParam steps;
  final LongParam seed;
  final Param<String> inputMap;
  final Param<String> imageShape;
  final Param<String> pixelRange;
  final DoubleArrayParam classWeights;
  final Param<String> initialModel;
  final BooleanParam watch;

  /** A stage's Params, with their defaults. */
  public NetworkParams(Params stage) {
    hiddenLayers =
        new IntArrayParam(stage, "hiddenLayers", "neurons of each hidden layer; none of classes");
    activation = new Param<>(stage, "activation", "quadratic: (u^2 + u - 1) / 2");
    batchSize =
        new IntParam(
            stage,
            "batchSize",
            "rows of all providers that an iteration takes; 1,024 unless set, or all where there"
                + " are fewer",
            ParamValidators.gt(0));
    maxIter =
        new IntParam(stage, "maxIter", "number of training iterations", ParamValidators.gt(0));
    momentum =
        new DoubleParam(stage, "momentum", "how much of the last step is taken again, below 1");
    schedule =
        new Param<>(
            stage,
            "schedule",
            "how steps change: falling (rising over five iterations, then falling to 0) or"
                + " constant");
    steps =
        new DoubleArrayParam(
            stage,
            "steps",
            "a step a layer; from the start weights and the features' largest eigenvalue unless"
                + " set");
    seed = new LongParam(stage, "seed", "of the start weights, which are public");
    inputMap =
        new Param<>(
            stage,
            "inputMap",
            "what each provider makes of an image's pixels: none, average:K, cosine:D, gradients or"
                + " gradients:C");
    imageShape =
        new Param<>(stage, "imageShape", "rows and columns of the features' images, as 28x28");
    pixelRange = new Param<>(stage, "pixelRange", "from which to which number pixels go, as 0:1");
    classWeights =
        new DoubleArrayParam(
            stage, "classWeights", "how much a row of each class counts; 1 unless set");
    initialModel =
        new Param<>(stage, "initialModel", "path of a saved model to start from the weights of");
    watch =
        new BooleanParam(
            stage,
            "watch",
            "whether mean squared errors are opened, so that a training that runs away goes back"
                + " and halves its steps");
    stage.setDefault(hiddenLayers, new int[] {Defaults.NETWORK_NEURONS});
    stage.setDefault(activation, Defaults.NETWORK_ACTIVATION);
    stage.setDefault(maxIter, Defaults.NETWORK_MAX_ITER);
    stage.setDefault(momentum, Defaults.NETWORK_MOMENTUM);
    stage.setDefault(schedule, Defaults.NETWORK_SCHEDULE);
    stage.setDefault(seed, Defaults.NETWORK_SEED);
    stage.setDefault(inputMap, Defaults.INPUT_MAP);
    stage.setDefault(pixelRange, Defaults.PIXEL_RANGE);
    stage.setDefault(watch, Defaults.NETWORK_WATCH);
  }

  /** What is made of the features' images; null if they are none. */
  @Nullable InputMap map(Params stage) {
    String name = stage.getOrDefault(inputMap);
    String shape = ParamGroup.text(stage, imageShape);
    if (shape == null) {
      if (!name.equals(InputMap.NONE)) {
        throw new IllegalArgumentException(
            "cannot use the input map "
                + name
                + ": it is one of images, expected their imageShape, such as 28x28, got none");
      }
      return null;
    }
    return InputMap.read(
        name, ImageShape.read(shape), PixelRange.read(stage.getOrDefault(pixelRange)));
  }

  /** The path of the model to start from; null for none. */
  @Nullable String initialModel(Params stage) {
    return ParamGroup.text(stage, initialModel);
  }

  /**
   * The family.
   *
   * @param features of a row, before any map
   * @param classes 0 for a network of one number
   * @param start weights to start from; null for those of the seed
   */
  NetworkFamily family(Params stage, int features, int classes, @Nullable NetworkWeights start) {
    String word = stage.getOrDefault(activation);
    if (!word.equals(Defaults.NETWORK_ACTIVATION)) {
      throw new IllegalArgumentException(
          "cannot choose the activation: expected quadratic, got " + word);
    }
    InputMap map = map(stage);
    int inputs = map == null ? features : map.width();
    List<Integer> hidden = Arrays.stream(stage.getOrDefault(hiddenLayers)).boxed().toList();
    NetworkTerms.Builder terms =
        NetworkTerms.builder(
                classes > 0
                    ? NetworkShape.classifier(inputs, hidden, classes)
                    : NetworkShape.regression(inputs, hidden))
            .iterations((Integer) stage.getOrDefault(maxIter))
            .momentum((Double) stage.getOrDefault(momentum))
            .schedule(StepSchedule.of(stage.getOrDefault(schedule)))
            .seed((Long) stage.getOrDefault(seed))
            .watch((Boolean) stage.getOrDefault(watch));
    if (stage.isDefined(steps)) {
      terms.steps(stage.getOrDefault(steps));
    }
    if (stage.isDefined(batchSize)) {
      terms.batchRows((Integer) stage.getOrDefault(batchSize));
    }
    if (start != null) {
      terms.warmStart(start);
    }
    NetworkFamily family = NetworkFamily.of(terms.build());
    return map == null ? family : family.withInputMap(map);
  }

  /** How much a row of each class counts; none where each counts 1. */
  List<Double> classWeights(Params stage) {
    return stage.isDefined(classWeights)
        ? Arrays.stream(stage.getOrDefault(classWeights)).boxed().toList()
        : List.of();
  }

  DescentSettings descent(Params stage) {
    return new DescentSettings(
        Algorithm.NESTEROV, (Integer) stage.getOrDefault(maxIter), OptionalDouble.empty(), true, 0);
  }
}
