package parley.fl.protection.encrypted.linear.loop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import parley.fl.family.circuit.LookCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.fl.protection.encrypted.linear.step.CoefficientMaps;
import parley.fl.protection.encrypted.linear.step.CoefficientSteps;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.MarginLooks;
import parley.fl.protection.encrypted.linear.step.TrainingRounds;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * An iteration with coefficients: the providers multiply the model with their rows, a refresh takes
 * the margins of all rows to slots, the driver computes the activation on them, and a refresh takes
 * the residuals back, which the providers multiply with their rows. For one thread.
 */
final class CoefficientRounds implements TrainingRounds {
  private final Federation federation;
  private final Layout layout;
  private final double gradientScale;
  private final LoopNumbers numbers;
  private final MarginLooks looks;
  private final CoefficientPlaces places;
  private final Evaluator evaluator;
  private final CoefficientMaps maps;

  CoefficientRounds(
      Federation federation,
      Layout layout,
      double gradientScale,
      LoopNumbers numbers,
      MarginLooks looks) {
    this.federation = federation;
    this.layout = layout;
    this.gradientScale = gradientScale;
    this.numbers = numbers;
    this.looks = looks;
    this.places = new CoefficientPlaces(layout);
    this.evaluator = new Evaluator(federation.context());
    this.maps = CoefficientMaps.of(federation.context().primes(), layout, numbers.circuitScales());
  }

  @Override
  public RefreshedSums refresh(
      int t, boolean last, List<Ciphertext> state, Supplier<SumRefreshCall> call) {
    try (Scope scope = Scope.open();
        MappedSums gradients = gradients(t, last, state);
        MappedSums inputs = gradients.plus(decayed(state, numbers.decays(t)))) {
      RefreshedSums result =
          federation.sumRefresh(
              last ? CoefficientSteps.MODEL_SUM : TrainingSteps.REFRESH,
              TrainingRounds.round(t, last),
              inputs,
              call.get());
      if (last) {
        result = asRows(result);
      }
      result.outputs().forEach(Scope::detach);
      return result;
    }
  }

  private MappedSums gradients(int t, boolean last, List<Ciphertext> state) {
    List<Ciphertext> residuals = residuals(t, last, state);
    try {
      int stride = places.stride();
      return federation.mapForSumRefresh(
          last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT,
          TrainingRounds.round(t, last),
          residuals,
          numbers.step(t).toBytes(),
          gradientScale,
          stride == 0 ? layout.parameters().ringDimension() : stride);
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  /** The activation of every block, computed once for all providers. */
  private List<Ciphertext> residuals(int t, boolean last, List<Ciphertext> state) {
    int round = TrainingRounds.round(t, last);
    List<Ciphertext> products =
        federation.map(
            last ? TrainingSteps.MODEL_FORWARD : TrainingSteps.FORWARD,
            round,
            state,
            numbers.step(t).toBytes());
    List<Ciphertext> margins =
        convert(
            last ? CoefficientSteps.MODEL_TO_SLOTS : CoefficientSteps.TO_SLOTS,
            round,
            products,
            maps.toSlots(),
            layout.stateScale());
    List<Ciphertext> activations;
    try {
      if (numbers.due(t)) {
        LookCircuit look = numbers.step(t).look();
        looks.look(t, margins, u -> powers(look, u));
      }
      PolynomialCircuit circuit = numbers.step(t).circuit();
      activations = margins.parallelStream().map(u -> activation(circuit, u)).toList();
    } finally {
      margins.forEach(Ciphertext::close);
    }
    return convert(
        last ? CoefficientSteps.MODEL_TO_COEFFICIENTS : CoefficientSteps.TO_COEFFICIENTS,
        round,
        activations,
        maps.toCoefficients(),
        layout.stateScale());
  }

  private Ciphertext activation(PolynomialCircuit circuit, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      Ciphertext value = circuit.apply(evaluator, federation.relinearisationKey(), u);
      return scope.keep(evaluator.drop(value, layout.lookLimbs()));
    }
  }

  private List<Ciphertext> powers(LookCircuit look, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      return look.apply(evaluator, federation.relinearisationKey(), u).stream()
          .map(power -> scope.keep(evaluator.drop(power, layout.lookLimbs())))
          .toList();
    }
  }

  /** Converts and closes what goes in; what comes out is the caller's. */
  private List<Ciphertext> convert(
      String step, int round, List<Ciphertext> inputs, ConversionMap map, double scale) {
    try {
      List<Ciphertext> outputs =
          federation.convert(step, round, inputs, new ConvertCall(map, scale)).outputs();
      outputs.forEach(Scope::detach);
      return outputs;
    } finally {
      inputs.forEach(Ciphertext::close);
    }
  }

  /** The state as the gradient is scaled, each ciphertext by the decay that its columns share. */
  private List<Ciphertext> decayed(List<Ciphertext> state, double[] decays) {
    double scale = gradientScale / layout.stateScale();
    List<Ciphertext> out = new ArrayList<>();
    for (int upload = 0; upload < state.size(); upload++) {
      BigInteger factor =
          new BigDecimal(decays[places.column(upload, 0)] * scale)
              .setScale(0, RoundingMode.HALF_EVEN)
              .toBigIntegerExact();
      out.add(evaluator.multiplyInteger(state.get(upload), factor, scale));
    }
    return out;
  }

  /** The finished model as it lies with rows, flooded, from the ciphertext that has all columns. */
  private RefreshedSums asRows(RefreshedSums packed) {
    try (RefreshedSums from = packed) {
      List<Ciphertext> slots =
          federation
              .convert(
                  CoefficientSteps.MODEL_TO_ROW,
                  0,
                  from.outputs(),
                  new ConvertCall(maps.modelToSlots(), CoefficientSteps.PACKED_SCALE))
              .outputs();
      SumRefreshOutput model =
          SumRefreshOutput.single(
              0,
              layout.repeats(),
              CoefficientSteps.PACKED_SCALE,
              layout.modelLimbs(),
              Layout.modelScale());
      SumRefreshCall call = SumRefreshCall.builder().stride(layout.stride()).output(model).build();
      return federation.sumRefresh(TrainingSteps.MODEL_REFRESH, 0, slots, call);
    }
  }

  @Override
  public void close() {}
}
