package parley.fl.protection.encrypted.network.predict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.network.QuadraticActivation;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.SlotLayout;

/**
 * What the driver computes between two refreshes of a prediction, see {@link PredictionLevels}; by
 * as many threads as there are cores. Ciphertexts that go in stay the caller's; those that come out
 * are the caller's and in no scope. For one thread at a time.
 */
final class PredictionCircuit implements AutoCloseable {
  private final PredictionLayout layout;
  private final @Nullable PatternLayout patternLayout;
  private final QuadraticActivation activation;
  private final SwitchingKey relinearisation;
  private final Evaluator evaluator;

  /** The weights of each layer in columns, for polynomials of more of them. */
  private final List<List<Ciphertext>> columns = new ArrayList<>();

  private final List<Ciphertext> patterns;

  /** The activation's constant term of each group of each hidden layer. */
  private final List<List<Plaintext>> constants = new ArrayList<>();

  /** The intercept's column of 1 of each hidden layer but the first, whose rows have it. */
  private final List<Plaintext> ones = new ArrayList<>();

  private final @Nullable Plaintext intercept;

  /**
   * The circuit of a model.
   *
   * @param model its packed ciphertexts, which stay the caller's
   */
  PredictionCircuit(
      CkksContext context,
      PredictionLayout layout,
      PredictionLevels levels,
      QuadraticActivation activation,
      SwitchingKey relinearisation,
      RotationKeys keys,
      List<Ciphertext> model) {
    this.layout = layout;
    boolean deep = layout.hiddenLayers() > 0;
    this.patternLayout = deep ? layout.network().last() : null;
    this.activation = activation;
    this.relinearisation = relinearisation;
    this.evaluator = new Evaluator(context);
    this.patterns = deep ? patterns(context, model, keys) : List.of();
    Encoder encoder = new Encoder(context);
    for (int layer = 0; layer < layout.network().columnLayers(); layer++) {
      columns.add(
          columns(layer, NetworkCircuit.weights(context, layout.network(), layer, model, keys)));
    }
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      constants.add(constants(encoder, layout.slots(layer), levels.hidden().get(layer).onward()));
      if (layer > 0) {
        double scale = levels.hidden().get(layer - 1).onward().scaleOut();
        ones.add(ones(context, layout.columns(layer), scale));
      }
    }
    this.intercept = deep ? intercept(encoder, levels) : null;
  }

  private Plaintext intercept(Encoder encoder, PredictionLevels levels) {
    Refreshed again = levels.hidden().get(layout.hiddenLayers() - 1).onward();
    int kappa = last().neuronsPerGroup();
    return constant(encoder, kappa, 1, 1, again.scaleOut(), again.limbsOut());
  }

  private PatternLayout last() {
    return Objects.requireNonNull(patternLayout, "no patterns without a hidden layer");
  }

  private List<Plaintext> constants(Encoder encoder, SlotLayout slots, Refreshed onward) {
    int kappa = slots.neuronsPerCiphertext();
    List<Plaintext> ofGroups = new ArrayList<>();
    for (int group = 0; group < slots.ciphertexts(); group++) {
      int neurons = Math.min(kappa, slots.neurons() - group * kappa);
      ofGroups.add(
          constant(
              encoder, kappa, neurons, activation.constant(), onward.scaleIn(), onward.limbsIn()));
    }
    return ofGroups;
  }

  /** The same number for the first neurons of a group in all rows, and 0 elsewhere. */
  private Plaintext constant(
      Encoder encoder, int kappa, int neurons, double value, double scale, int limbs) {
    double[] slots = new double[layout.rows() * kappa];
    for (int row = 0; row < layout.rows(); row++) {
      Arrays.fill(slots, row * kappa, row * kappa + neurons, value);
    }
    return Scope.detach(encoder.encode(slots, scale, limbs));
  }

  /** The place of the intercept's column, in the polynomial that has it, with a 1 for each row. */
  private static Plaintext ones(CkksContext context, ColumnRows columns, double scale) {
    CoefficientLayout coefficients = columns.coefficients();
    int place = columns.columns().inputs() % coefficients.featuresPerPolynomial();
    int[] positions =
        IntStream.range(0, columns.rows())
            .map(row -> coefficients.rowExponent(row, place))
            .toArray();
    BigInteger[] values = new BigInteger[positions.length];
    Arrays.fill(values, BigInteger.ONE.shiftLeft(Math.getExponent(scale)));
    try (Polynomial polynomial =
        Polynomial.ofCoefficients(context, PredictionLevels.LIMBS, positions, values)) {
      return Scope.detach(Plaintext.of(polynomial, scale));
    }
  }

  /** A layer's weights for polynomials of more columns, see {@link ColumnRows#column}. */
  private List<Ciphertext> columns(int layer, List<Ciphertext> apart) {
    ColumnRows rows = layout.columns(layer);
    int distance = rows.coefficients().rowsPerBlock();
    try {
      return NetworkCircuit.all(
          rows.polynomials(),
          polynomial -> {
            int from = polynomial * rows.shared();
            Ciphertext sum = apart.get(from);
            for (int i = 1; i < Math.min(rows.shared(), apart.size() - from); i++) {
              sum = evaluator.add(sum, evaluator.monomial(apart.get(from + i), i * distance));
            }
            return sum.share();
          });
    } finally {
      NetworkCircuit.closeAll(apart);
    }
  }

  private List<Ciphertext> patterns(
      CkksContext context, List<Ciphertext> model, RotationKeys keys) {
    List<Ciphertext> used =
        NetworkCircuit.all(
            model.size(), i -> evaluator.drop(model.get(i), PredictionLevels.PATTERN_LIMBS));
    try {
      return NetworkCircuit.weights(context, layout.network(), layout.hiddenLayers(), used, keys);
    } finally {
      NetworkCircuit.closeAll(used);
    }
  }

  /**
   * The margins of a layer in columns, in coefficients.
   *
   * @param inputs polynomials of columns: a question, or activations without the intercept's 1
   */
  List<Ciphertext> margins(int layer, List<Ciphertext> inputs) {
    List<Ciphertext> weights = columns.get(layer);
    return NetworkCircuit.all(
        1,
        i -> {
          if (layer == 0) {
            return summed(inputs, weights, null);
          }
          // The last polynomial has the intercept, with inputs before it or alone.
          Ciphertext intercepts =
              evaluator.multiplyPlain(weights.get(weights.size() - 1), ones.get(layer - 1));
          return summed(inputs, weights.subList(0, inputs.size()), intercepts);
        });
  }

  /** A hidden layer's activations, of margins in slots. */
  List<Ciphertext> activations(int layer, List<Ciphertext> margins) {
    return NetworkCircuit.all(
        margins.size(),
        group -> {
          Ciphertext u = margins.get(group);
          // A multiple that costs nothing: the same polynomials at another scale.
          Ciphertext square = Ciphertext.of(u.c0(), u.c1(), u.scale() / activation.square());
          Ciphertext factor = evaluator.addScalar(square, activation.linear());
          Ciphertext product = evaluator.multiply(u, factor, relinearisation);
          return evaluator.addPlain(
              evaluator.rescale(evaluator.rescale(product)), constants.get(layer).get(group));
        });
  }

  /**
   * Each output in parts that a row's neurons of a group add up to; without hidden layer all of
   * them as margins.
   *
   * @param activations of the last hidden layer, or the question
   */
  List<Ciphertext> outputs(List<Ciphertext> activations) {
    if (intercept == null) {
      return margins(0, activations);
    }
    PatternLayout last = last();
    return NetworkCircuit.all(
        last.outputs(),
        c -> {
          List<Ciphertext> of = new ArrayList<>();
          for (int group = 0; group < last.groups(); group++) {
            of.add(patterns.get(last.pattern(group, c)));
          }
          Ciphertext intercepts = patterns.get(last.pattern(last.groups(), c));
          return summed(activations, of, evaluator.multiplyPlain(intercepts, intercept));
        });
  }

  /** Products added up, relinearised once and rescaled by two limbs. */
  private Ciphertext summed(List<Ciphertext> a, List<Ciphertext> b, @Nullable Ciphertext constant) {
    Ciphertext products =
        evaluator.relinearise(evaluator.innerProductCiphertexts(a, b), relinearisation);
    Ciphertext sum = constant == null ? products : evaluator.add(products, constant);
    return evaluator.rescale(evaluator.rescale(sum));
  }

  @Override
  public void close() {
    columns.forEach(NetworkCircuit::closeAll);
    NetworkCircuit.closeAll(patterns);
    constants.forEach(ofGroups -> ofGroups.forEach(Plaintext::close));
    ones.forEach(Plaintext::close);
    if (intercept != null) {
      intercept.close();
    }
  }
}
