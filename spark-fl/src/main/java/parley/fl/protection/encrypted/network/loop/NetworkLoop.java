package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.DivergenceException;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkTraining;
import parley.fl.network.NetworkWeights;
import parley.fl.protection.encrypted.network.loop.LoopState.Point;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.fl.protection.encrypted.network.step.NetworkMaps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.random.Seed;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * All iterations at the driver: the rounds of {@link NetworkSteps}, and {@link NetworkCircuit}
 * between them. Not thread-safe; used once.
 */
public final class NetworkLoop implements AutoCloseable {
  private final Federation federation;
  private final NetworkLayout layout;
  private final IterationNumbers numbers;
  private final NetworkMaps maps;
  private final NetworkCircuit circuit;
  private final PackedWeights packing;
  private final byte[] told;
  private final ErrorWatch watch;

  /**
   * A loop over an open federation.
   *
   * @param watch of the errors; not asked where they are not watched
   */
  public NetworkLoop(
      Federation federation, IterationNumbers numbers, BatchTold told, ErrorWatch watch) {
    this.watch = watch;
    this.federation = federation;
    this.layout = numbers.layout();
    this.numbers = numbers;
    this.maps = NetworkMaps.of(layout, numbers.levels());
    this.packing = new PackedWeights(layout);
    this.told = told.toBytes();
    this.circuit =
        new NetworkCircuit(
            federation.context(),
            layout,
            numbers.levels(),
            numbers.terms().activation(),
            told.batch(),
            federation.relinearisationKey(),
            federation.rotationKeys());
  }

  /**
   * Trains and returns the packed model at the model's scale, owned by the caller.
   *
   * @param from where to go on; null for the beginning. Taken over
   * @throws DivergenceException if the errors show that it runs away, and shorter steps do not help
   */
  public List<Ciphertext> run(@Nullable LoopState from, LoopState.Listener listener) {
    LoopState state = from == null ? beginning() : from;
    while (state.step().iteration() < numbers.iterations()) {
      listener.reached(state);
      state = iterate(state);
    }
    NetworkCircuit.closeAll(state.kept().weights());
    return state.now().weights();
  }

  private LoopState beginning() {
    Point start = new Point(start(), List.of(), null);
    return new LoopState(new Step(0, 0, false), start, start.share());
  }

  /**
   * Encryptions of the start weights: real ones, since an upload made from trivial ones would show
   * the rows.
   */
  private List<Ciphertext> start() {
    List<Ciphertext> packed = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      for (Plaintext plaintext : startPlaintexts(1)) {
        packed.add(scope.keep(federation.publicKey().encrypt(plaintext, Seed.fresh())));
      }
    }
    return packed;
  }

  /** The start weights times a factor, packed, in clear. */
  private List<Plaintext> startPlaintexts(double factor) {
    NetworkWeights start = numbers.terms().start();
    CkksContext context = federation.context();
    List<Plaintext> out = new ArrayList<>();
    int limbs = numbers.levels().hidden().limbsOut();
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      ColumnLayout columns = layout.columns(layer);
      double[][] weights = matrix(start, layer);
      for (int pack = 0; pack < columns.packs(); pack++) {
        out.add(PackedWeights.columns(context, columns, weights, pack, factor, limbs));
      }
    }
    double[][] last = matrix(start, layout.hiddenLayers());
    double scale = numbers.levels().output().scaleOut();
    out.add(packing.patterns(context, last, factor, scale, NetworkLevels.LIMBS));
    return out;
  }

  private static double[][] matrix(NetworkWeights weights, int layer) {
    int inputs = weights.shape().inputs(layer);
    double[][] out = new double[inputs + 1][weights.shape().outputs(layer)];
    for (int j = 0; j <= inputs; j++) {
      for (int k = 0; k < out[j].length; k++) {
        out[j][k] = weights.get(layer, j, k);
      }
    }
    return out;
  }

  private LoopState iterate(LoopState state) {
    int t = state.step().iteration();
    List<Ciphertext> packed = state.now().weights();
    try (Made made = new Made()) {
      List<Ciphertext> firstWeights = made.add(circuit.weights(0, packed));
      List<Ciphertext> blocks =
          made.add(federation.map(NetworkSteps.FORWARD, t, firstWeights, told));
      List<Ciphertext> margins =
          made.add(convert(NetworkSteps.TO_SLOTS, t, blocks, maps.toSlots()));
      NetworkCircuit.Hidden hidden = circuit.activate(0, margins);
      made.add(hidden.activations());
      made.add(hidden.slopes());
      List<Ciphertext> lastWeights = made.add(circuit.weights(layout.hiddenLayers(), packed));
      List<Ciphertext> parts = made.add(circuit.outputs(hidden.activations(), lastWeights));
      List<Ciphertext> errors = made.add(convert(NetworkSteps.OUTPUTS, t, parts, maps.outputs()));
      boolean looked = isLookedAt(t);
      if (looked && !watch.look(t + 1, meanSquare(t, errors))) {
        return goneBack(state);
      }
      List<Ciphertext> lastGradient =
          made.add(circuit.outputGradient(hidden.activations(), errors));
      List<Ciphertext> back = made.add(circuit.back(errors, lastWeights));
      List<Ciphertext> before = made.add(circuit.before(back, hidden.slopes()));
      List<Ciphertext> errorBlocks =
          made.add(convert(NetworkSteps.TO_COEFFICIENTS, t, before, maps.toCoefficients()));
      List<Ciphertext> firstGradient =
          made.add(federation.map(NetworkSteps.GRADIENT, t, errorBlocks, told));
      return stepped(
          state, looked, List.of(firstWeights, lastWeights), List.of(firstGradient, lastGradient));
    }
  }

  /** Before the last iteration errors are not looked at. */
  private boolean isLookedAt(int t) {
    return numbers.terms().watch() && ErrorWatch.due(t + 1) && !numbers.isLast(t);
  }

  private double meanSquare(int t, List<Ciphertext> errors) {
    try (Ciphertext squares = circuit.squares(errors);
        RefreshedSums mean =
            federation.sumRefresh(
                NetworkSteps.LOOK,
                t,
                List.of(squares),
                SumRefreshCall.builder().output(numbers.look()).build())) {
      return federation.openMeans(NetworkSteps.LOOK_OPEN, t, mean.outputs())[0];
    }
  }

  /**
   * The iteration is spent: the next one begins where the last look let it go on, without the
   * momentum it had there.
   */
  private LoopState goneBack(LoopState state) {
    int halvings = state.step().halvings() + 1;
    if (halvings > NetworkTraining.MOST_HALVINGS) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "cannot go on training: it diverges at iteration %d, expected a mean squared error"
                  + " of at most %.4g, got %.4g, with steps halved %d times; give smaller steps, or"
                  + " use a smaller gain or another seed",
              state.step().iteration() + 1,
              watch.most(),
              watch.looks().get(watch.looks().size() - 1).meanSquare(),
              NetworkTraining.MOST_HALVINGS));
    }
    NetworkCircuit.closeAll(state.now().weights());
    Step next = new Step(state.step().iteration() + 1, halvings, true);
    return new LoopState(next, state.kept().still(), state.kept());
  }

  /** The next state, of each layer's weights and its gradient. */
  private LoopState stepped(
      LoopState state,
      boolean looked,
      List<List<Ciphertext>> taken,
      List<List<Ciphertext>> gradients) {
    int t = state.step().iteration();
    List<RefreshedSums> refreshed = new ArrayList<>();
    for (int layer = 0; layer < layout.layers(); layer++) {
      refreshed.add(refresh(state, layer, taken.get(layer), gradients.get(layer)));
    }
    List<Ciphertext> weights = refreshed.stream().flatMap(sums -> sums.outputs().stream()).toList();
    if (state.now().before().isEmpty()) {
      weights = lessStart(state.step(), weights);
    }
    Point now = new Point(weights, refreshed, state.step());
    NetworkCircuit.closeAll((looked ? state.kept() : state.now()).weights());
    return new LoopState(
        new Step(t + 1, state.step().halvings(), false), now, looked ? state.now() : state.kept());
  }

  private List<Ciphertext> convert(String step, int t, List<Ciphertext> inputs, ConversionMap map) {
    return federation
        .convert(step, t, inputs, new ConvertCall(map, numbers.levels().scale()))
        .outputs();
  }

  private RefreshedSums refresh(
      LoopState state, int layer, List<Ciphertext> weights, List<Ciphertext> gradient) {
    Step step = state.step();
    boolean last = numbers.isLast(step.iteration());
    RefreshedSums before = state.now().before(layer);
    SumRefreshCall.Builder call = SumRefreshCall.builder().stride(layout.layer(layer).stride());
    numbers.outputs(layer, step, state.now().step()).forEach(call::output);
    if (before != null && !last && numbers.terms().momentum() != 0) {
      call.carry(before);
    }
    List<Ciphertext> inputs = circuit.stepped(numbers.step(layer, step), weights, gradient);
    try {
      return federation.sumRefresh(
          NetworkSteps.weights(layout, layer, last),
          last ? 0 : step.iteration(),
          inputs,
          call.build());
    } finally {
      NetworkCircuit.closeAll(inputs);
    }
  }

  /** A first refresh's weights, with the start weights' part of the momentum, if there is any. */
  private List<Ciphertext> lessStart(Step step, List<Ciphertext> weights) {
    double factor = numbers.startFactor(step);
    if (factor == 0) {
      return weights;
    }
    Evaluator evaluator = new Evaluator(federation.context());
    List<Ciphertext> out = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      List<Plaintext> start = startPlaintexts(factor);
      for (int i = 0; i < weights.size(); i++) {
        out.add(scope.keep(evaluator.addPlain(weights.get(i), start.get(i))));
      }
    }
    NetworkCircuit.closeAll(weights);
    return out;
  }

  /** What an iteration makes on its way, closed at its end. */
  private static final class Made implements AutoCloseable {
    private final List<Ciphertext> all = new ArrayList<>();

    List<Ciphertext> add(List<Ciphertext> made) {
      all.addAll(made);
      return made;
    }

    @Override
    public void close() {
      NetworkCircuit.closeAll(all);
    }
  }

  @Override
  public void close() {
    circuit.close();
  }
}
