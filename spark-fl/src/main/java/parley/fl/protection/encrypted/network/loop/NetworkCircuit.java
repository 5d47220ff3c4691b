package parley.fl.protection.encrypted.network.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.circuit.ActivationCircuit;
import parley.fl.network.QuadraticActivation;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedLayer;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.fl.protection.encrypted.network.step.WeightStep;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.layout.SlotLayout;
import parley.mhe.protocol.Spread;

/**
 * What the driver computes between two refreshes of an iteration, see {@link NetworkLevels}; by as
 * many threads as there are cores. Ciphertexts that go in stay the caller's; those that come out
 * are the caller's and in no scope. For one thread at a time.
 */
public final class NetworkCircuit implements AutoCloseable {
  /**
   * A hidden layer after its refresh.
   *
   * @param activations of each group
   * @param slopes of the activation, of each group
   */
  public record Hidden(List<Ciphertext> activations, List<Ciphertext> slopes)
      implements AutoCloseable {
    @Override
    public void close() {
      closeAll(activations);
      closeAll(slopes);
    }
  }

  private final NetworkLayout layout;
  private final NetworkLevels levels;
  private final QuadraticActivation activation;
  private final SwitchingKey relinearisation;
  private final RotationKeys keys;
  private final Evaluator evaluator;
  private final CkksContext context;
  private final @Nullable PatternLayout patterns;
  private final @Nullable SigmoidPolynomial sigmoid;

  /** The activation's constant term of each group of each hidden layer. */
  private final List<List<Plaintext>> constants = new ArrayList<>();

  private final @Nullable Plaintext intercept;

  /**
   * The circuit of a session.
   *
   * @param sigmoid what stands for the sigmoid of outputs without hidden layer; null with one
   * @param rows of the batch: its places are the first of the layout's
   */
  public NetworkCircuit(
      CkksContext context,
      NetworkLayout layout,
      NetworkLevels levels,
      QuadraticActivation activation,
      @Nullable SigmoidPolynomial sigmoid,
      int rows,
      SwitchingKey relinearisation,
      RotationKeys keys) {
    this.layout = layout;
    this.levels = levels;
    this.activation = activation;
    this.relinearisation = relinearisation;
    this.keys = keys;
    this.evaluator = new Evaluator(context);
    this.context = context;
    this.patterns = layout.hiddenLayers() == 0 ? null : layout.last();
    this.sigmoid = sigmoid;
    Encoder encoder = new Encoder(context);
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      SlotLayout slots = layout.slots(layer);
      List<Plaintext> ofGroups = new ArrayList<>();
      for (int group = 0; group < slots.ciphertexts(); group++) {
        int kappa = slots.neuronsPerCiphertext();
        int neurons = Math.min(kappa, slots.neurons() - group * kappa);
        ofGroups.add(constant(encoder, rows, kappa, neurons, activation.constant()));
      }
      constants.add(ofGroups);
    }
    this.intercept =
        patterns == null ? null : constant(encoder, rows, patterns.neuronsPerGroup(), 1, 1);
  }

  /** The same number for the first neurons of a group in all rows of a batch, and 0 elsewhere. */
  private Plaintext constant(Encoder encoder, int rows, int kappa, int neurons, double value) {
    double[] slots = new double[rows * kappa];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(slots, row * kappa, row * kappa + neurons, value);
    }
    // Kept for all iterations, whatever scope is open now.
    return Scope.detach(encoder.encode(slots, levels.activationScale(), NetworkLevels.LOCAL_LIMBS));
  }

  private static Spread spread(CkksContext context, PackedLayer layer) {
    return new Spread(context, layer.length() * layer.places(), layer.places());
  }

  /** The automorphisms whose keys it needs, ascending. */
  public static int[] galoisElements(CkksContext context, NetworkLayout layout) {
    return Stream.<PackedLayer>concat(
            IntStream.range(0, layout.layers()).mapToObj(layout::layer),
            IntStream.range(1, layout.hiddenLayers()).mapToObj(layout::transposed))
        .flatMap(layer -> spread(context, layer).galoisElements().stream())
        .mapToInt(Integer::intValue)
        .sorted()
        .distinct()
        .toArray();
  }

  /** The weights of a layer, a ciphertext a vector, from the packed ciphertexts of all layers. */
  public List<Ciphertext> weights(int layer, List<Ciphertext> packed) {
    return weights(context, layout, layer, packed, keys);
  }

  /** As {@link #weights(int, List)}, at any number of limbs and any scale. */
  public static List<Ciphertext> weights(
      CkksContext context,
      NetworkLayout layout,
      int layer,
      List<Ciphertext> packed,
      RotationKeys keys) {
    return apart(context, layout.layer(layer), packed, layout.firstPack(layer), keys);
  }

  /** The same of the transposed weights of a layer between two hidden ones. */
  public List<Ciphertext> transposedWeights(int layer, List<Ciphertext> packed) {
    int first = IntStream.range(1, layer).map(l -> layout.transposed(l).packs()).sum();
    return apart(context, layout.transposed(layer), packed, first, keys);
  }

  private static List<Ciphertext> apart(
      CkksContext context,
      PackedLayer layer,
      List<Ciphertext> packed,
      int first,
      RotationKeys keys) {
    Spread spread = spread(context, layer);
    List<Ciphertext> out = new ArrayList<>();
    for (int pack = 0; pack < layer.packs(); pack++) {
      out.addAll(spread.applyInParallel(packed.get(first + pack), layer.vectorsIn(pack), keys));
    }
    return out;
  }

  /** A hidden layer's activations and slopes, of margins: a u^2 + b u + c and 2 a u + b. */
  public Hidden activate(int layer, List<Ciphertext> margins) {
    List<Ciphertext> activations =
        all(
            margins.size(),
            group -> {
              Ciphertext u = margins.get(group);
              Ciphertext factor =
                  evaluator.addScalar(times(u, activation.square()), activation.linear());
              Ciphertext product =
                  evaluator.rescale(evaluator.multiply(u, factor, relinearisation));
              return evaluator.addPlain(product, constants.get(layer).get(group));
            });
    List<Ciphertext> slopes = all(margins.size(), group -> local(slope(margins.get(group))));
    return new Hidden(activations, slopes);
  }

  /** At the margins' limbs. */
  private Ciphertext slope(Ciphertext margins) {
    return evaluator.addScalar(times(margins, 2 * activation.square()), activation.linear());
  }

  /** A multiple that costs nothing: the same polynomials at another scale. */
  private static Ciphertext times(Ciphertext a, double factor) {
    return Ciphertext.of(a.c0(), a.c1(), a.scale() / factor);
  }

  private PatternLayout last() {
    return Objects.requireNonNull(patterns, "no patterns without a hidden layer");
  }

  private Plaintext intercept() {
    return Objects.requireNonNull(intercept, "no patterns without a hidden layer");
  }

  /**
   * What stands for the sigmoid of margins, less its value at 0: at the limbs and the scale of the
   * refresh that takes it.
   */
  public List<Ciphertext> sigmoids(List<Ciphertext> margins) {
    SigmoidPolynomial of = Objects.requireNonNull(sigmoid, "no sigmoid behind a hidden layer");
    ActivationCircuit odd = new ActivationCircuit(of.unitCoefficients());
    return all(
        margins.size(),
        group ->
            evaluator.drop(
                odd.apply(evaluator, relinearisation, times(margins.get(group), 1 / of.unit())),
                levels.outputs().limbsIn()));
  }

  /** Errors of outputs, ready for the refresh to coefficients. */
  public List<Ciphertext> dropped(List<Ciphertext> errors) {
    return all(
        errors.size(),
        group -> evaluator.drop(errors.get(group), levels.toCoefficients().limbsIn()));
  }

  /** For each output its value, in parts that a row's neurons of a group add up to. */
  public List<Ciphertext> outputs(List<Ciphertext> activations, List<Ciphertext> weights) {
    return all(
        last().outputs(),
        c -> {
          List<Ciphertext> of = new ArrayList<>();
          for (int group = 0; group < last().groups(); group++) {
            of.add(local(weights.get(last().pattern(group, c))));
          }
          Ciphertext products =
              evaluator.relinearise(
                  evaluator.innerProductCiphertexts(activations, of), relinearisation);
          Ciphertext intercepts = local(weights.get(last().pattern(last().groups(), c)));
          Ciphertext constant = evaluator.multiplyPlain(intercepts, intercept());
          return evaluator.rescale(evaluator.add(products, constant));
        });
  }

  private Ciphertext local(Ciphertext a) {
    return evaluator.drop(a, NetworkLevels.LOCAL_LIMBS);
  }

  /** Errors times what each row's are multiplied with: as dropped to the limbs of a gradient. */
  public List<Ciphertext> weighed(List<Ciphertext> errors, Ciphertext factors) {
    return all(errors.size(), c -> weighed(errors.get(c), factors));
  }

  /** The same of a hidden layer's slopes, of its margins. */
  public List<Ciphertext> weighedSlopes(List<Ciphertext> margins, Ciphertext factors) {
    return all(margins.size(), group -> weighed(slope(margins.get(group)), factors));
  }

  private Ciphertext weighed(Ciphertext a, Ciphertext factors) {
    Ciphertext stated =
        Ciphertext.of(factors.c0(), factors.c1(), NetworkLevels.factorScale(context.primes()));
    return evaluator.rescale(evaluator.multiply(a, stated, relinearisation));
  }

  /** The sum over the outputs of the squared errors. */
  public Ciphertext squares(List<Ciphertext> errors) {
    return all(
            1,
            i ->
                evaluator.relinearise(
                    evaluator.innerProductCiphertexts(errors, errors), relinearisation))
        .get(0);
  }

  /** The last layer's gradient before its sum over the rows, a pattern each. */
  public List<Ciphertext> outputGradient(List<Ciphertext> activations, List<Ciphertext> errors) {
    List<Ciphertext> dropped = all(errors.size(), c -> local(errors.get(c)));
    try {
      return all(
          last().vectors(),
          pattern -> {
            int group = pattern / last().outputs();
            Ciphertext error = dropped.get(pattern % last().outputs());
            return group == last().groups()
                ? evaluator.multiplyPlain(error, intercept())
                : evaluator.multiply(activations.get(group), error, relinearisation);
          });
    } finally {
      closeAll(dropped);
    }
  }

  /** The last hidden layer's errors behind its activation, of each group. */
  public List<Ciphertext> back(List<Ciphertext> errors, List<Ciphertext> weights) {
    return all(
        last().groups(),
        group -> {
          List<Ciphertext> of = new ArrayList<>();
          for (int c = 0; c < last().outputs(); c++) {
            of.add(weights.get(last().pattern(group, c)));
          }
          return evaluator.rescale(
              evaluator.relinearise(
                  evaluator.innerProductCiphertexts(errors, of), relinearisation));
        });
  }

  /** The errors before a hidden layer's activation, of those behind it. */
  public List<Ciphertext> before(List<Ciphertext> back, List<Ciphertext> slopes) {
    return all(
        back.size(),
        group ->
            evaluator.rescale(
                evaluator.multiply(back.get(group), slopes.get(group), relinearisation)));
  }

  /** D = K v - 2^s g of each, at the scale that the refresh states. */
  public List<Ciphertext> stepped(
      WeightStep step, List<Ciphertext> weights, List<Ciphertext> gradient) {
    BigInteger shift = BigInteger.ONE.shiftLeft(step.gradientShift());
    UnaryOperator<Ciphertext> stated = a -> Ciphertext.of(a.c0(), a.c1(), step.scaleIn());
    return all(
        weights.size(),
        i ->
            evaluator.subtract(
                stated.apply(
                    evaluator.multiplyInteger(local(weights.get(i)), step.weightFactor(), 1)),
                stated.apply(evaluator.multiplyInteger(gradient.get(i), shift, 1))));
  }

  /** Made by several threads, each in a scope of its own. */
  public static List<Ciphertext> all(int count, IntFunction<Ciphertext> make) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            i -> {
              try (Scope scope = Scope.open()) {
                return Scope.detach(make.apply(i));
              }
            })
        .toList();
  }

  /** Closes each. */
  public static void closeAll(List<Ciphertext> all) {
    all.forEach(Ciphertext::close);
  }

  @Override
  public void close() {
    constants.forEach(ofGroups -> ofGroups.forEach(Plaintext::close));
    if (intercept != null) {
      intercept.close();
    }
  }
}
