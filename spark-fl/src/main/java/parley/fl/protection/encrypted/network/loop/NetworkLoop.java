package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.DivergenceException;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkTraining;
import parley.fl.protection.encrypted.network.loop.LoopState.Point;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.fl.protection.encrypted.network.step.NetworkMaps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.Ciphertext;
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
  private final NetworkCircuit circuit;
  private final EncryptedPass.Parts parts;
  private final PackedStart start;
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
    this.start = new PackedStart(federation.context(), numbers);
    this.told = told.toBytes();
    this.circuit =
        new NetworkCircuit(
            federation.context(),
            layout,
            numbers.levels(),
            numbers.terms().activation(),
            numbers.terms().sigmoid().orElse(null),
            told.batch(),
            federation.relinearisationKey(),
            federation.rotationKeys());
    MiddleLevels middle = MiddleLevels.of(numbers.levels(), federation.context().primes());
    NetworkMaps maps = NetworkMaps.of(layout, numbers.levels(), middle, numbers.factors().any());
    List<MiddleLayer> between = new ArrayList<>();
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
    this.parts =
        new EncryptedPass.Parts(federation, layout, maps, circuit, between, numbers.levels());
  }

  /**
   * Trains and returns the packed model at the model's scale, owned by the caller.
   *
   * @param from where to go on; null for the beginning. Taken over
   * @throws DivergenceException if the errors show that it runs away, and shorter steps do not help
   */
  public List<Ciphertext> run(@Nullable LoopState from, LoopState.Listener listener) {
    LoopState state = from == null ? beginning() : from;
    try {
      while (state.step().iteration() < numbers.iterations()) {
        listener.reached(state);
        state = iterate(state);
      }
    } catch (RuntimeException e) {
      state.now().free();
      state.kept().free();
      throw e;
    }
    state.kept().free();
    return state.now().weights();
  }

  private LoopState beginning() {
    Point first = start.encrypted(federation.publicKey());
    return new LoopState(new Step(0, 0, false), first, first.share());
  }

  private LoopState iterate(LoopState state) {
    int t = state.step().iteration();
    try (EncryptedPass pass = new EncryptedPass(parts, state.now(), t, told)) {
      List<Ciphertext> errors = pass.forward();
      boolean looked = isLookedAt(t);
      if (looked && !watch.look(t + 1, meanSquare(t, errors))) {
        return goneBack(state);
      }
      return stepped(state, looked, pass.weights(), pass.backward(errors));
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
    Point now;
    try {
      for (int layer = 0; layer < layout.layers(); layer++) {
        refreshed.add(refresh(state, layer, taken.get(layer), gradients.get(layer)));
      }
      List<Ciphertext> weights =
          refreshed.stream().flatMap(sums -> sums.outputs().stream()).toList();
      if (state.now().before().isEmpty()) {
        weights = lessStart(state.step(), weights);
      }
      now = new Point(weights, transposed(t, weights), refreshed, state.step());
    } catch (RuntimeException e) {
      refreshed.forEach(RefreshedSums::close);
      throw e;
    }
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
      out.addAll(parts.between().get(layer - 1).transposed(t, packed));
    }
    return out;
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
    List<Ciphertext> out = start.addTo(weights, factor);
    NetworkCircuit.closeAll(weights);
    return out;
  }

  @Override
  public void close() {
    circuit.close();
  }
}
