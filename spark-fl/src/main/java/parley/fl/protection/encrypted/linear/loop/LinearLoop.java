package parley.fl.protection.encrypted.linear.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.fl.protection.encrypted.linear.step.CoefficientSteps;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.MarginLooks;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingRounds;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * MAP, COMBINE and REDUCE of all iterations. The driver's side: it adds up what providers send,
 * adds the decayed state, and asks for one sum refresh an iteration, which sums the rows, takes the
 * step, adds the momentum and restores the limbs.
 *
 * <p>Not thread-safe; used once.
 */
public final class LinearLoop implements AutoCloseable {
  private final Federation federation;
  private final Layout layout;
  private final LoopNumbers numbers;
  private final double gradientScale;
  private final TrainingRounds rounds;
  private final @Nullable CoefficientPlaces places;
  private @Nullable RefreshedSums before;

  /** A loop over an open federation, of rows whose number is {@code rows}. */
  public LinearLoop(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      LoopNumbers numbers,
      double rows) {
    this.federation = federation;
    this.layout = layout;
    this.numbers = numbers;
    this.places = layout.packing() == Packing.COEFFICIENT ? new CoefficientPlaces(layout) : null;
    this.gradientScale =
        TrainingSteps.gradientScale(
            federation.context().primes(), layout, arguments.circuit().scales());
    MarginLooks looks = new MarginLooks(federation, layout, arguments, numbers, rows);
    this.rounds =
        switch (layout.packing()) {
          case ROW -> new RowRounds(federation, layout, gradientScale, numbers, looks);
          case DIAGONAL -> new DiagonalRounds(federation, layout, gradientScale, numbers, looks);
          case COEFFICIENT ->
              new CoefficientRounds(federation, layout, gradientScale, numbers, looks);
        };
  }

  /**
   * Trains and returns the model at the model's scale, owned by the caller.
   *
   * @param from where to go on; null for the beginning. Taken over
   */
  public List<Ciphertext> run(@Nullable LoopState from, LoopState.Listener listener) {
    LoopState now = from == null ? new LoopState(0, initial(), null) : from;
    before = now.before();
    List<Ciphertext> state = now.state();
    for (int t = now.iteration(); t < numbers.iterations(); t++) {
      listener.reached(new LoopState(t, state, before));
      List<Ciphertext> next = iterate(t, t == numbers.iterations() - 1, state);
      state.forEach(Ciphertext::close);
      state = next;
    }
    return withOffset(state);
  }

  /** The finished model with the whole of its intercept, of which a part was public so far. */
  private List<Ciphertext> withOffset(List<Ciphertext> model) {
    double offset = numbers.interceptOffset();
    if (offset == 0 || !layout.intercept()) {
      return model;
    }
    int last = model.size() - 1;
    Evaluator evaluator = new Evaluator(federation.context());
    try (Scope scope = Scope.open()) {
      Ciphertext old = model.get(last);
      Ciphertext whole;
      if (layout.modelSize() == 2) {
        whole = evaluator.addScalar(old, offset);
      } else {
        double[] slots = new double[layout.parameters().slots()];
        for (int i = layout.features(); i < slots.length; i += layout.width()) {
          slots[i] = offset;
        }
        Plaintext encoded =
            new Encoder(federation.context()).encode(slots, old.scale(), old.limbs());
        whole = evaluator.addPlain(old, encoded);
      }
      List<Ciphertext> all = new ArrayList<>(model.subList(0, last));
      all.add(scope.keep(whole));
      Scope.detach(whole);
      old.close();
      return all;
    }
  }

  /**
   * Encryptions of zero: a real encryption, since an upload made from a trivial one would show the
   * rows.
   */
  private List<Ciphertext> initial() {
    List<Ciphertext> state = new ArrayList<>();
    for (int k = 0; k < layout.stateSize(); k++) {
      state.add(
          federation
              .publicKey()
              .encryptZero(layout.stateLimbs(), layout.stateScale(), Seed.fresh()));
    }
    return state;
  }

  private List<Ciphertext> iterate(int t, boolean last, List<Ciphertext> state) {
    RefreshedSums carried = last ? null : before;
    // Before the look of this iteration, after which the numbers of the one before are others.
    double ratioBefore = t == 0 ? 1 : numbers.stepRatio(t - 1);
    RefreshedSums result =
        rounds.refresh(t, last, state, () -> call(t, last, carried, ratioBefore));
    before = result;
    return result.outputs();
  }

  private SumRefreshCall call(
      int t, boolean last, @Nullable RefreshedSums carried, double ratioBefore) {
    int stride = places == null ? layout.stride() : places.stride();
    SumRefreshCall.Builder call = SumRefreshCall.builder().stride(stride);
    if (carried != null) {
      call.carry(carried);
    }
    double beta = last ? 0 : numbers.momentum(t);
    double unit = numbers.unitRatio(t + 1);
    double now = (1 + beta) * numbers.stepRatio(t) / unit;
    double earlier = carried == null ? 0 : -beta * ratioBefore / unit;
    if (last && places != null) {
      return call.output(packed(places, now)).build();
    }
    for (int k = 0; k < layout.stateSize(); k++) {
      call.output(output(k, last, now, earlier));
    }
    return call.build();
  }

  /** All of the finished model's columns in one ciphertext. */
  private SumRefreshOutput packed(CoefficientPlaces of, double now) {
    double scale = CoefficientSteps.PACKED_SCALE;
    Factor factor = Factor.of(now, gradientScale, scale);
    List<SumRefreshTerm> terms = new ArrayList<>();
    for (int upload = 0; upload < layout.stateSize(); upload++) {
      terms.add(SumRefreshTerm.of(upload, of.packedExponent(upload), factor));
    }
    return new SumRefreshOutput(layout.refreshLimbs(), scale, terms);
  }

  /** v' = (1 + beta) w' - beta w, or w' alone at the end, see {@link LoopNumbers}. */
  private SumRefreshOutput output(int k, boolean last, double now, double earlier) {
    double scale = last ? Layout.modelScale() : layout.stateScale();
    int limbs = last ? layout.modelLimbs() : layout.stateLimbs();
    List<SumRefreshTerm> terms = new ArrayList<>();
    terms.add(SumRefreshTerm.of(k, 0, Factor.of(now, gradientScale, scale)));
    if (earlier != 0) {
      terms.add(SumRefreshTerm.carried(k, 0, Factor.of(earlier, gradientScale, scale)));
    }
    return new SumRefreshOutput(limbs, scale, terms);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
