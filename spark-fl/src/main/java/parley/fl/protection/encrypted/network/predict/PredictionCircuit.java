package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.network.QuadraticActivation;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * What the driver computes between two refreshes of a prediction, see {@link PredictionLevels}; by
 * as many threads as there are cores. Ciphertexts that go in stay the caller's; those that come out
 * are the caller's and in no scope. For one thread at a time.
 */
final class PredictionCircuit implements AutoCloseable {
  private final PredictionLayout layout;
  private final PatternLayout last;
  private final QuadraticActivation activation;
  private final SwitchingKey relinearisation;
  private final Evaluator evaluator;
  private final List<Ciphertext> hidden;
  private final List<Ciphertext> patterns;
  private final List<Plaintext> constants;
  private final Plaintext intercept;

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
    this.last = layout.network().last();
    this.activation = activation;
    this.relinearisation = relinearisation;
    this.evaluator = new Evaluator(context);
    this.hidden = hidden(context, model, keys);
    this.patterns = patterns(context, model, keys);
    Encoder encoder = new Encoder(context);
    this.constants = new ArrayList<>();
    for (int group = 0; group < last.groups(); group++) {
      int neurons =
          Math.min(last.neuronsPerGroup(), last.slots().neurons() - group * last.neuronsPerGroup());
      constants.add(
          constant(
              encoder,
              neurons,
              activation.constant(),
              levels.again().scaleIn(),
              levels.again().limbsIn()));
    }
    this.intercept = constant(encoder, 1, 1, levels.again().scaleOut(), levels.again().limbsOut());
  }

  /** The same number for the first neurons of a group in all rows, and 0 elsewhere. */
  private Plaintext constant(Encoder encoder, int neurons, double value, double scale, int limbs) {
    int kappa = last.neuronsPerGroup();
    double[] slots = new double[layout.rows() * kappa];
    for (int row = 0; row < layout.rows(); row++) {
      Arrays.fill(slots, row * kappa, row * kappa + neurons, value);
    }
    return Scope.detach(encoder.encode(slots, scale, limbs));
  }

  /** The first layer's weights for polynomials of more columns, see {@link PredictionLayout}. */
  private List<Ciphertext> hidden(CkksContext context, List<Ciphertext> model, RotationKeys keys) {
    NetworkLayout network = layout.network();
    List<Ciphertext> apart = NetworkCircuit.weights(context, network, 0, model, keys);
    int distance = layout.coefficients().rowsPerBlock();
    try {
      return NetworkCircuit.all(
          layout.polynomials(),
          polynomial -> {
            int from = polynomial * layout.shared();
            Ciphertext sum = apart.get(from);
            for (int i = 1; i < Math.min(layout.shared(), apart.size() - from); i++) {
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
            model.size(), i -> evaluator.drop(model.get(i), PredictionLevels.HIDDEN_LIMBS));
    try {
      return NetworkCircuit.weights(context, layout.network(), 1, used, keys);
    } finally {
      NetworkCircuit.closeAll(used);
    }
  }

  /** The hidden layer's margins of a question, in coefficients. */
  List<Ciphertext> margins(List<Ciphertext> query) {
    return NetworkCircuit.all(1, i -> summed(query, hidden, null));
  }

  /** Activations of margins in slots. */
  List<Ciphertext> activations(List<Ciphertext> margins) {
    return NetworkCircuit.all(
        margins.size(),
        group -> {
          Ciphertext u = margins.get(group);
          // A multiple that costs nothing: the same polynomials at another scale.
          Ciphertext square = Ciphertext.of(u.c0(), u.c1(), u.scale() / activation.square());
          Ciphertext factor = evaluator.addScalar(square, activation.linear());
          Ciphertext product = evaluator.multiply(u, factor, relinearisation);
          return evaluator.addPlain(
              evaluator.rescale(evaluator.rescale(product)), constants.get(group));
        });
  }

  /** Each output in parts that a row's neurons of a group add up to. */
  List<Ciphertext> outputs(List<Ciphertext> activations) {
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
    NetworkCircuit.closeAll(hidden);
    NetworkCircuit.closeAll(patterns);
    constants.forEach(Plaintext::close);
    intercept.close();
  }
}
