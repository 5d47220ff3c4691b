package parley.fl.family.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.fl.family.Family;
import parley.fl.family.Target;
import parley.fl.family.circuit.Circuit;
import parley.fl.image.InputMap;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.StandardizationMode;

/**
 * A network of dense layers with a quadratic activation, trained on squared errors. Its arguments
 * hold all that its training follows from. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkFamily implements Family, Serializable {
  private static final long serialVersionUID = 1L;

  /** Names the family in plans. */
  public static final String ID = "network/1";

  /** The kind of its circuit. */
  public static final String CIRCUIT = "network";

  static final String LAYERS = "layers";
  static final String HEAD = "head";
  static final String ACTIVATION = "activation";
  static final String QUADRATIC = "quadratic";
  static final String SEED = "seed";
  static final String GAIN = "gain";
  static final String START = "start";
  static final String OF_SEED = "seed";
  static final String MOMENTUM = "momentum";
  static final String SCHEDULE = "schedule";
  static final String ITERATIONS = "iterations";
  static final String STEPS = "steps";
  static final String BY_RULE = "rule";
  static final String BATCH = "batch";
  static final String WATCH = "watch";
  static final String INPUT_MAP = "inputMap";
  static final String CLASS_WEIGHTS = "classWeights";
  static final String NONE = "none";

  private final NetworkTerms terms;
  private final @Nullable InputMap inputMap;
  private final List<Double> classWeights;

  private NetworkFamily(
      NetworkTerms terms, @Nullable InputMap inputMap, List<Double> classWeights) {
    this.terms = terms;
    this.inputMap = inputMap;
    this.classWeights = List.copyOf(classWeights);
    int features = terms.shape().features();
    if (inputMap != null && inputMap.width() != features) {
      throw new IllegalArgumentException(
          "cannot make a network: the input map "
              + inputMap.text()
              + " gives "
              + inputMap.width()
              + " features, expected the first layer to be as many, got "
              + features);
    }
    if (!classWeights.isEmpty() && terms.shape().head() != NetworkHead.CLASSES) {
      throw new IllegalArgumentException(
          "cannot weight classes: the network has none, expected no class weights, got "
              + classWeights.size());
    }
    if (!classWeights.isEmpty() && classWeights.size() != terms.shape().outputs()) {
      throw new IllegalArgumentException(
          "cannot weight classes: expected a weight for each of "
              + terms.shape().outputs()
              + " classes, got "
              + classWeights.size());
    }
    for (double weight : classWeights) {
      if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "cannot weight classes: expected weights above 0, got " + weight);
      }
    }
  }

  /** Trained on features as they are, every class counting the same. */
  public static NetworkFamily of(NetworkTerms terms) {
    return new NetworkFamily(terms, null, List.of());
  }

  /** The same on what a map makes of each row. */
  public NetworkFamily withInputMap(InputMap map) {
    return new NetworkFamily(terms, map, classWeights);
  }

  /** The same with rows that count by their class; with no weights each counts 1. */
  public NetworkFamily withClassWeights(List<Double> weights) {
    return new NetworkFamily(terms, inputMap, weights);
  }

  /** What its training follows from. */
  public NetworkTerms terms() {
    return terms;
  }

  /** What each provider does to its rows first. */
  public Optional<InputMap> inputMap() {
    return Optional.ofNullable(inputMap);
  }

  /** How much a row of each class counts; empty where each counts 1. */
  public List<Double> classWeights() {
    return classWeights;
  }

  /** How labels come to one scale. */
  public LabelScaling labelScaling() {
    return terms.shape().head() == NetworkHead.VALUE ? LabelScaling.DEVIATION : LabelScaling.NONE;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "network";
  }

  @Override
  public SortedMap<String, String> arguments() {
    SortedMap<String, String> arguments = new TreeMap<>();
    arguments.put(LAYERS, terms.shape().text());
    arguments.put(HEAD, terms.shape().head().name().toLowerCase(Locale.ROOT));
    arguments.put(ACTIVATION, terms.sigmoid().map(Object::toString).orElse(QUADRATIC));
    arguments.put(SEED, Long.toString(terms.seed()));
    arguments.put(GAIN, Double.toString(terms.gain()));
    arguments.put(START, terms.warmStart().map(NetworkFamily::text).orElse(OF_SEED));
    arguments.put(MOMENTUM, Double.toString(terms.momentum()));
    arguments.put(SCHEDULE, terms.schedule().parameterName());
    arguments.put(ITERATIONS, Integer.toString(terms.iterations()));
    arguments.put(STEPS, list(terms.givenSteps(), BY_RULE));
    arguments.put(BATCH, Integer.toString(terms.batchRows()));
    arguments.put(WATCH, Boolean.toString(terms.watch()));
    arguments.put(INPUT_MAP, inputMap == null ? NONE : inputMap.text());
    arguments.put(CLASS_WEIGHTS, list(classWeights, NONE));
    return arguments;
  }

  private static String list(List<Double> values, String ofNone) {
    return values.isEmpty()
        ? ofNone
        : values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String text(NetworkWeights weights) {
    double[] values = weights.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  @Override
  public Target target() {
    return terms.shape().head() == NetworkHead.CLASSES ? Target.CLASS : Target.REAL;
  }

  @Override
  public Optional<String> misfit(StandardizationMode standardization, boolean intercept) {
    if (standardization != StandardizationMode.RANGES) {
      return Optional.empty();
    }
    if (labelScaling() != LabelScaling.NONE) {
      return Optional.of(
          "labels come to one scale by sums that are opened, expected the standardization"
              + " collective or none where a number is learnt, got ranges");
    }
    return inputMap == null
        ? Optional.empty()
        : Optional.of(
            "nobody can agree on ranges of what an input map makes of pixels, expected the"
                + " standardization collective or none with it, got ranges");
  }

  @Override
  public Optional<Circuit> circuit() {
    return Optional.of(() -> CIRCUIT);
  }
}
