package parley.fl.perceptron;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that learns a network of dense layers.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasNetwork<S extends HasNetwork<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  NetworkParams networkParams();

  /**
   * Neurons of each hidden layer; default one of {@value parley.fl.Defaults#NETWORK_NEURONS}.
   * Features and outputs follow from the rows. With none, a classifier is a logistic regression of
   * each class against the others; where a number is learnt, none is refused before any work, as
   * are layers without neurons.
   */
  default S setHiddenLayers(int[] value) {
    set(hiddenLayers(), value);
    return self();
  }

  /** {@code quadratic} (default): (u^2 + u - 1) / 2. Another word is refused before any work. */
  default S setActivation(String value) {
    set(activation(), value);
    return self();
  }

  /**
   * How many rows of all providers an iteration takes, above 0; if it is not set, {@value
   * parley.fl.network.NetworkTerms#USUAL_BATCH}, or all where there are fewer. More than there are
   * rows is refused once their number is known.
   */
  default S setBatchSize(int value) {
    set(batchSize(), value);
    return self();
  }

  /**
   * Training iterations, above 0; default {@value parley.fl.Defaults#NETWORK_MAX_ITER}. Others are
   * refused here.
   */
  default S setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  /**
   * How much of the last step is taken again, from 0 and below 1; default {@value
   * parley.fl.Defaults#NETWORK_MOMENTUM}. Others are refused before any work.
   */
  default S setMomentum(double value) {
    set(momentum(), value);
    return self();
  }

  /**
   * {@code falling} (default: rising over five iterations, then falling to 0) or {@code constant}.
   * Another word is refused before any work.
   */
  default S setSchedule(String value) {
    set(schedule(), value);
    return self();
  }

  /**
   * A step a layer, above 0 each; by default they follow from the start weights and the features'
   * largest eigenvalue. Another number of them is refused before any work.
   */
  default S setSteps(double[] value) {
    set(steps(), value);
    return self();
  }

  /**
   * Seed of the start weights, which are public, and of the order of the rows; default {@value
   * parley.fl.Defaults#NETWORK_SEED}.
   */
  default S setSeed(long value) {
    set(seed(), value);
    return self();
  }

  /**
   * What each provider makes of an image's pixels before anything else: {@code none} (default),
   * {@code average:K}, {@code cosine:D}, {@code gradients} or {@code gradients:C}; see {@link
   * parley.fl.image.InputMap}. One without {@code imageShape} is refused before any work.
   */
  default S setInputMap(String value) {
    set(inputMap(), value);
    return self();
  }

  /**
   * Rows and columns of the images that the features are, as {@code 28x28}, empty for none; by
   * default they are no images. One that the map does not fit is refused before any work.
   */
  default S setImageShape(String value) {
    set(imageShape(), value);
    return self();
  }

  /**
   * From which to which number an image's pixels go, as {@code 0:1}; default {@value
   * parley.fl.Defaults#PIXEL_RANGE}. Pixels outside are refused where they are.
   */
  default S setPixelRange(String value) {
    set(pixelRange(), value);
    return self();
  }

  /**
   * How much a row of each class counts, above 0 each; by default every row counts 1. Another
   * number of them than classes is refused at the fit, any where no classes are learnt.
   */
  default S setClassWeights(double[] value) {
    set(classWeights(), value);
    return self();
  }

  /**
   * Path of a model that was saved, to start from its weights in place of the seed's, empty for
   * none: they are public then. One of other layers is refused at the fit.
   */
  default S setInitialModel(String value) {
    set(initialModel(), value);
    return self();
  }

  /**
   * Whether the mean squared error is opened after iterations 2 to 15 and then every fifth, so that
   * a training that runs away goes back and halves its steps; default {@value
   * parley.fl.Defaults#NETWORK_WATCH}.
   */
  default S setWatch(boolean value) {
    set(watch(), value);
    return self();
  }

  default IntArrayParam hiddenLayers() {
    return networkParams().hiddenLayers;
  }

  default Param<String> activation() {
    return networkParams().activation;
  }

  default IntParam batchSize() {
    return networkParams().batchSize;
  }

  default IntParam maxIter() {
    return networkParams().maxIter;
  }

  default DoubleParam momentum() {
    return networkParams().momentum;
  }

  default Param<String> schedule() {
    return networkParams().schedule;
  }

  default DoubleArrayParam steps() {
    return networkParams().steps;
  }

  default LongParam seed() {
    return networkParams().seed;
  }

  default Param<String> inputMap() {
    return networkParams().inputMap;
  }

  default Param<String> imageShape() {
    return networkParams().imageShape;
  }

  default Param<String> pixelRange() {
    return networkParams().pixelRange;
  }

  default DoubleArrayParam classWeights() {
    return networkParams().classWeights;
  }

  default Param<String> initialModel() {
    return networkParams().initialModel;
  }

  default BooleanParam watch() {
    return networkParams().watch;
  }
}
