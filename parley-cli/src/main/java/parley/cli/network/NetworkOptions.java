package parley.cli.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.cli.input.StandardizationOptions;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.InputException;
import parley.fl.Defaults;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The network and its training; what is not given keeps the estimator's default. */
final class NetworkOptions {
  @Option(
      names = "--protection",
      paramLabel = "encrypted|plain",
      description = "encrypted (default), or plain: the same algorithm in clear")
  private @Nullable String protection;

  @Option(
      names = "--layers",
      paramLabel = "N,..|none",
      description =
          "neurons of each hidden layer (default: "
              + Defaults.NETWORK_NEURONS
              + "), or none: a logistic regression of each class against the others")
  private @Nullable String layers;

  @Option(
      names = "--input-map",
      paramLabel = "MAP",
      description =
          "what each provider makes of an image's pixels: none (default), average:K, cosine:D,"
              + " gradients or gradients:C")
  private @Nullable String inputMap;

  @Option(
      names = "--image-shape",
      paramLabel = "HxW",
      description = "lines and columns of the images whose pixels the features are, line by line")
  private @Nullable String imageShape;

  @Option(
      names = "--pixel-range",
      paramLabel = "LO:HI",
      description = "least and largest value of a pixel (default: 0:255)")
  private @Nullable String pixelRange;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description =
          "rows of all providers that an iteration takes (default: 1024, or all of fewer)")
  private @Nullable Integer batchRows;

  @Option(
      names = {"--max-iter", "--iterations"},
      paramLabel = "N",
      description = "training steps (default: " + Defaults.NETWORK_MAX_ITER + ")")
  private @Nullable Integer maxIter;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      description =
          "how much of the last step is taken again (default: " + Defaults.NETWORK_MOMENTUM + ")")
  private @Nullable Double momentum;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      description = "falling (default: rising over five iterations, then falling to 0) or constant")
  private @Nullable String schedule;

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "S",
      description = "a step a layer (default: by rule, from the start weights and the features)")
  private double @Nullable [] steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "of the start weights, which are public (default: " + Defaults.NETWORK_SEED + ")")
  private @Nullable Long seed;

  @Option(
      names = "--class-weights",
      split = ",",
      paramLabel = "W",
      description = "how much a row of each class counts, in the classes' order (default: 1 each)")
  private double @Nullable [] classWeights;

  @Option(
      names = "--no-watch",
      description = "open no mean errors on the way; a training that runs away is then not seen")
  private boolean noWatch;

  @Mixin private StandardizationOptions standardization = new StandardizationOptions();

  @Option(
      names = "--rows-per-opening",
      paramLabel = "R",
      description =
          "rows that one opening of a sealed network's answers carries, and counts against the"
              + " providers' row budgets; few make questions small (default: as many as there is"
              + " room)")
  private @Nullable Integer rowsPerOpening;

  boolean plain() {
    return "plain".equals(word(protection));
  }

  /**
   * Refuses images that are none, before any file is read.
   *
   * @param ofImages whether the rows are images in files of their own
   */
  void check(boolean ofImages) {
    if (ofImages && imageShape != null) {
      throw new InputException(
          "cannot use --image-shape with --images: the files say it, expected one of the two");
    }
    boolean mapped = inputMap != null && !inputMap.equals(InputMap.NONE);
    if (!ofImages && imageShape == null && (mapped || pixelRange != null)) {
      throw new InputException(
          "cannot use %s: the features of a table are no images, expected --image-shape HxW with it"
              .formatted(mapped ? "--input-map" : "--pixel-range"));
    }
    if (imageShape != null) {
      map(ImageShape.read(imageShape));
    }
  }

  /** How many pixels the images of a table have; null where they are none. */
  @Nullable Integer pixels() {
    return imageShape == null ? null : ImageShape.read(imageShape).pixels();
  }

  /** The map of images of this shape. */
  private InputMap map(ImageShape shape) {
    return InputMap.read(
        inputMap == null ? InputMap.NONE : inputMap.toLowerCase(Locale.ROOT),
        shape,
        pixelRange == null ? PixelRange.BYTES : PixelRange.read(pixelRange));
  }

  /**
   * Hands what was given to an estimator.
   *
   * @param features their names
   * @param found the shape that files of images say; null of a table
   * @param planned whether a plan says what is not given
   */
  void applyTo(
      FederatedMultilayerPerceptron estimator,
      List<String> features,
      @Nullable ImageShape found,
      boolean planned) {
    ifGiven(word(protection), estimator::setProtection);
    ifGiven(hiddenLayers(), estimator::setHiddenLayers);
    ifGiven(batchRows, estimator::setBatchSize);
    ifGiven(maxIter, estimator::setMaxIter);
    ifGiven(momentum, estimator::setMomentum);
    ifGiven(word(schedule), estimator::setSchedule);
    ifGiven(steps, estimator::setSteps);
    ifGiven(seed, estimator::setSeed);
    ifGiven(classWeights, estimator::setClassWeights);
    standardization.applyTo(estimator, features);
    ifGiven(rowsPerOpening, estimator::setRowsPerOpening);
    if (noWatch) {
      estimator.setWatch(false);
    }
    ImageShape shape = imageShape == null ? found : ImageShape.read(imageShape);
    if (shape != null) {
      InputMap map = map(shape);
      estimator.setImageShape(shape.toString());
      if (inputMap != null || !planned) {
        estimator.setInputMap(map.map());
      }
      if (pixelRange != null || !planned) {
        estimator.setPixelRange(map.range().toString());
      }
    }
  }

  /** Refuses what does not fit the rows, before any key is made. */
  void check(LabelledRows rows) {
    List<String> classes = rows.classes();
    standardization.check(rows.features());
    if (batchRows != null && batchRows > rows.count()) {
      throw new InputException(
          "cannot use --batch-rows: expected at most the %d training rows, got %d"
              .formatted(rows.count(), batchRows));
    }
    if (classWeights != null && classWeights.length != classes.size()) {
      throw new InputException(
          "cannot use --class-weights: expected one for each of the classes %s, got %d"
              .formatted(String.join(", ", classes), classWeights.length));
    }
  }

  private int @Nullable [] hiddenLayers() {
    if (layers == null || layers.equals("none")) {
      return layers == null ? null : new int[0];
    }
    try {
      return Arrays.stream(layers.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw new InputException(
          "cannot use --layers: expected neurons of each hidden layer such as 64 or 64,32, or none,"
              + " got "
              + layers,
          e);
    }
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static @Nullable String word(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
