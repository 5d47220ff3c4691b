package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.DivergenceException;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkTraining;
import parley.fl.network.NetworkWeights;
import parley.fl.protection.encrypted.network.loop.LoopState.Point;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.fl.protection.encrypted.network.step.NetworkMaps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.ConvertingRefreshResult;
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
  private final List<MiddleLayer> between = new ArrayList<>();
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
    MiddleLevels middle = MiddleLevels.of(numbers.levels(), federation.context().primes());
    this.maps = NetworkMaps.of(layout, numbers.levels(), middle);
    for (int layer = 1; layer < layout.hiddenLayers(); layer++) {
      between.add(
          new MiddleLayer(
              federation,
              layer,
              layout.columns(layer),
              numbers.levels(),
              middle,
              maps.layers().get(layer).products(),
              told.batch()));
    }
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
    state.kept().free();
    return state.now().weights();
  }

  private LoopState beginning() {
    Point start = start();
    return new LoopState(new Step(0, 0, false), start, start.share());
  }

  private Point start() {
    try (Scope scope = Scope.open()) {
      return new Point(
          encrypted(scope, startPlaintexts(1)),
          encrypted(scope, transposedPlaintexts()),
          List.of(),
          null);
    }
  }

  /**
   * Encryptions of the start weights: real ones, since an upload made from trivial ones would show
   * the rows.
   */
  private List<Ciphertext> encrypted(Scope scope, List<Plaintext> start) {
    return start.stream()
        .map(plaintext -> scope.keep(federation.publicKey().encrypt(plaintext, Seed.fresh())))
        .toList();
  }

  /** The start weights times a factor, packed, in clear; in the scope that is open. */
  private List<Plaintext> startPlaintexts(double factor) {
    NetworkWeights start = numbers.terms().start();
    List<Plaintext> out = new ArrayList<>();
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      out.addAll(columns(layout.columns(layer), matrix(start, layer), factor));
    }
    double[][] last = matrix(start, layout.hiddenLayers());
    double scale = numbers.levels().output().scaleOut();
    out.add(packing.patterns(federation.context(), last, factor, scale, NetworkLevels.LIMBS));
    return out;
  }

  private List<Plaintext> transposedPlaintexts() {
    NetworkWeights start = numbers.terms().start();
    List<Plaintext> out = new ArrayList<>();
    for (int layer = 1; layer < layout.hiddenLayers(); layer++) {
      double[][] weights = matrix(start, layer);
      double[][] transposed = new double[weights[0].length][weights.length];
      for (int j = 0; j < weights.length; j++) {
        for (int k = 0; k < transposed.length; k++) {
          transposed[k][j] = weights[j][k];
        }
      }
      out.addAll(columns(layout.columns(layer).transposed(), transposed, 1));
    }
    return out;
  }

  private List<Plaintext> columns(ColumnLayout columns, double[][] weights, double factor) {
    int limbs = numbers.levels().hidden().limbsOut();
    return IntStream.range(0, columns.packs())
        .mapToObj(
            pack ->
                PackedWeights.columns(federation.context(), columns, weights, pack, factor, limbs))
        .toList();
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
    int last = layout.hiddenLayers();
    try (Made made = new Made()) {
      List<List<Ciphertext>> weights = new ArrayList<>();
      for (int layer = 0; layer <= last; layer++) {
        weights.add(made.add(circuit.weights(layer, state.now().weights())));
      }
      List<ConvertingRefreshResult> masked = new ArrayList<>();
      List<NetworkCircuit.Hidden> hidden = new ArrayList<>();
      for (int layer = 0; layer < last; layer++) {
        List<Ciphertext> blocks;
        if (layer == 0) {
          blocks = made.add(federation.map(NetworkSteps.FORWARD, t, weights.get(0), told));
        } else {
          MiddleLayer middle = between.get(layer - 1);
          masked.add(middle.mask(t, hidden.get(layer - 1).activations()));
          made.add(masked.get(layer - 1).outputs());
          blocks = made.add(middle.forward(t, masked.get(layer - 1), weights.get(layer)));
        }
        String step = NetworkSteps.of(NetworkSteps.TO_SLOTS, layer);
        ConversionMap map = maps.layers().get(layer).toSlots();
        hidden.add(circuit.activate(layer, made.add(convert(step, t, blocks, map).outputs())));
        made.add(hidden.get(layer).activations());
        made.add(hidden.get(layer).slopes());
      }
      List<Ciphertext> activations = hidden.get(last - 1).activations();
      List<Ciphertext> parts = made.add(circuit.outputs(activations, weights.get(last)));
      List<Ciphertext> errors =
          made.add(convert(NetworkSteps.OUTPUTS, t, parts, maps.outputs()).outputs());
      boolean looked = isLookedAt(t);
      if (looked && !watch.look(t + 1, meanSquare(t, errors))) {
        return goneBack(state);
      }
      Deque<List<Ciphertext>> gradients = new ArrayDeque<>();
      gradients.push(made.add(circuit.outputGradient(activations, errors)));
      List<Ciphertext> back = made.add(circuit.back(errors, weights.get(last)));
      for (int layer = last - 1; layer >= 0; layer--) {
        List<Ciphertext> before = made.add(circuit.before(back, hidden.get(layer).slopes()));
        String step = NetworkSteps.of(NetworkSteps.TO_COEFFICIENTS, layer);
        ConversionMap map = maps.layers().get(layer).toCoefficients();
        ConvertingRefreshResult ofErrors = convert(step, t, before, map);
        List<Ciphertext> blocks = made.add(ofErrors.outputs());
        if (layer == 0) {
          gradients.push(made.add(federation.map(NetworkSteps.GRADIENT, t, blocks, told)));
        } else {
          MiddleLayer middle = between.get(layer - 1);
          gradients.push(made.add(middle.gradient(t, masked.get(layer - 1), blocks)));
          List<Ciphertext> transposed =
              made.add(circuit.transposedWeights(layer, state.now().transposed()));
          back = made.add(middle.back(t, ofErrors, transposed));
        }
      }
      return stepped(state, looked, weights, List.copyOf(gradients));
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
    state.now().free();
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
    Point now = new Point(weights, transposed(t, weights), refreshed, state.step());
    (looked ? state.kept() : state.now()).free();
    return new LoopState(
        new Step(t + 1, state.step().halvings(), false), now, looked ? state.now() : state.kept());
  }

  /** The weights that the next way back needs in another order. */
  private List<Ciphertext> transposed(int t, List<Ciphertext> weights) {
    List<Ciphertext> out = new ArrayList<>();
    for (int layer = 1; layer < layout.hiddenLayers() && !numbers.isLast(t); layer++) {
      List<Ciphertext> packed =
          weights.subList(layout.firstPack(layer), layout.firstPack(layer + 1));
      out.addAll(between.get(layer - 1).transposed(t, packed));
    }
    return out;
  }

  private ConvertingRefreshResult convert(
      String step, int t, List<Ciphertext> inputs, ConversionMap map) {
    return federation.convert(step, t, inputs, new ConvertCall(map, numbers.levels().scale()));
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
