package parley.mhe.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.ConvertingRefreshResult;
import parley.mhe.protocol.NoiseBounds;
import parley.mhe.protocol.ProductShape;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/**
 * Sends its rows at places of its own, {@value #NEURONS} neurons each, and subtracts from their
 * sums a label a row, when they are refreshed.
 */
public final class LabelProgram implements LocalProgram {
  static final int ROWS = 20;
  static final int NEURONS = 4;
  private static final double SCALE = 0x1p55;
  private static final double OUT = 0x1p45;
  private static final AtomicBoolean FAIL_ONCE = new AtomicBoolean();

  private final int provider;
  private final int providers;
  private final CkksContext context;
  private final double[] rows;
  private final boolean fails;

  private LabelProgram(
      int provider, int providers, CkksContext context, double[] rows, boolean fails) {
    this.provider = provider;
    this.providers = providers;
    this.context = context;
    this.rows = rows;
    this.fails = fails;
  }

  /** One that fails in its first conversion at the last provider, if wanted. */
  static ProgramFactory<Double> factory(boolean fails) {
    FAIL_ONCE.set(fails);
    return (name, plan, context, values) -> {
      int index = plan.providers().indexOf(name);
      int count = plan.providers().size();
      return new LabelProgram(index, count, context, array(values), fails && index == count - 1);
    };
  }

  private static double[] array(Iterator<Double> values) {
    double[] all = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      all[r] = values.next();
    }
    return all;
  }

  private static SlotLayout layout(int providers) {
    return new SlotLayout(TestFederations.PARAMETERS.ringDimension(), providers * ROWS, NEURONS);
  }

  static ConversionMap map(int providers) {
    return ConversionMap.sumNeurons(layout(providers), 1, Factor.of(1, SCALE, OUT));
  }

  static ConvertCall call(int providers) {
    return new ConvertCall(map(providers), OUT);
  }

  static PartyPlan plan(CkksContext context, int providers) {
    return PartyPlan.builder("test", context)
        .providers(TestFederations.providers(providers))
        .publicKey()
        .step(UploadStep.builder("train/map", ProtocolKind.UPLOAD).output(5, 55).build())
        .step(
            ConvertingStep.builder("train/convert")
                .map(map(providers))
                .limbs(5, 5)
                .logScales(55, 45)
                .maxAbs(4)
                .privateInput()
                .source(StepSource.computedFrom("train/map"))
                .build())
        .step(
            ProductStep.builder("train/product")
                .masked("train/convert")
                .shape(shape(providers))
                .numbers(5, 45, 90)
                .source(StepSource.computedFrom("train/map"))
                .build())
        .step(lift("end/refresh", 45, StepSource.of("train/convert")))
        .step(open("end/open", "end/refresh", providers))
        .step(lift("end/product-refresh", 90, StepSource.computedFrom("train/product")))
        .step(open("end/product-open", "end/product-refresh", providers))
        .build();
  }

  /** All coefficients, at the scale that openings need. */
  private static SumRefreshStep lift(String name, double logScale, StepSource source) {
    return SumRefreshStep.builder(name)
        .stride(1)
        .limbs(5, 3)
        .logScales(logScale, 90)
        .maxAbs(16)
        .floodBits(30)
        .source(source)
        .build();
  }

  private static OpeningStep open(String name, String source, int providers) {
    return OpeningStep.builder(name, ProtocolKind.KEY_SWITCH)
        .input(3, 90)
        .source(StepSource.of(source))
        .maxAbs(16)
        .ciphertextDeviation(NoiseBounds.sumRefresh(providers))
        .build();
  }

  /** Rows times a number a neuron. */
  private static ProductShape shape(int providers) {
    CoefficientLayout to =
        CoefficientLayout.of(TestFederations.PARAMETERS.ringDimension(), providers * ROWS, NEURONS);
    ConversionMap way =
        ConversionMap.toCoefficients(layout(providers), to, Factor.of(1, SCALE, OUT));
    return new ProductShape(way, to.stride(), false, NEURONS);
  }

  /** At the querier the slots of the polynomial with sum_k rows_rk / 2^k at X^r. */
  static double[] runProduct(Federation federation, KeyPair querier) {
    int providers = federation.plan().providers().size();
    Encoder encoder = new Encoder(federation.context());
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = federation.map("train/map", 0, List.of(), new byte[0]);
      ConvertingRefreshResult converted =
          federation.convert("train/convert", 0, sums, call(providers));
      List<Ciphertext> factors = new ArrayList<>();
      for (int k = 0; k < NEURONS; k++) {
        double[] everywhere = new double[federation.context().parameters().slots()];
        Arrays.fill(everywhere, Math.pow(2, -k));
        Plaintext plain = encoder.encode(everywhere, OUT, 5);
        factors.add(federation.publicKey().encrypt(plain, Seed.fresh()));
      }
      List<Ciphertext> products =
          federation.product("train/product", 0, converted, factors, 0x1p90);
      SumRefreshCall all =
          SumRefreshCall.builder()
              .stride(1)
              .output(SumRefreshOutput.single(0, 1, 0x1p90, 3, 0x1p90))
              .build();
      RefreshedSums last = federation.sumRefresh("end/product-refresh", 0, products, all);
      return querier.decrypt(federation.keySwitch("end/product-open", 0, last.outputs().get(0)));
    }
  }

  /** What {@link #runProduct} has in slot 0: its polynomial at exp(i pi / n). */
  static double expectedProduct(int dimension, int providers) {
    double expected = 0;
    for (int p = 0; p < providers; p++) {
      List<Double> rows = TestFederations.rowsOf(p, ROWS);
      for (int r = 0; r < ROWS; r++) {
        for (int k = 0; k < NEURONS; k++) {
          double value = rows.get(r) / (k + 1) * Math.pow(2, -k);
          expected += value * Math.cos(Math.PI * (p * ROWS + r) / dimension);
        }
      }
    }
    return expected;
  }

  /** All slots at the querier: of each row the sum of its neurons less its label, four times. */
  static double[] run(Federation federation, KeyPair querier) {
    int providers = federation.plan().providers().size();
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = federation.map("train/map", 0, List.of(), new byte[0]);
      ConvertingRefreshResult converted =
          federation.convert("train/convert", 0, sums, call(providers));
      SumRefreshCall all =
          SumRefreshCall.builder()
              .stride(1)
              .output(SumRefreshOutput.single(0, 1, OUT, 3, 0x1p90))
              .build();
      RefreshedSums last = federation.sumRefresh("end/refresh", 0, converted.outputs(), all);
      return querier.decrypt(federation.keySwitch("end/open", 0, last.outputs().get(0)));
    }
  }

  static double[] expected(int slots, int providers) {
    double[] expected = new double[slots];
    for (int p = 0; p < providers; p++) {
      List<Double> rows = TestFederations.rowsOf(p, ROWS);
      for (int r = 0; r < ROWS; r++) {
        double sum = 0;
        for (int k = 0; k < NEURONS; k++) {
          sum += rows.get(r) / (k + 1);
        }
        for (int k = 0; k < NEURONS; k++) {
          expected[layout(providers).slot(p * ROWS + r, k)] = sum - label(r);
        }
      }
    }
    return expected;
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    double[] slots = new double[context.parameters().slots()];
    for (int r = 0; r < ROWS; r++) {
      for (int k = 0; k < NEURONS; k++) {
        slots[layout(providers).slot(provider * ROWS + r, k)] = rows[r] / (k + 1);
      }
    }
    try (Plaintext plain = new Encoder(context).encode(slots, SCALE, 5);
        Polynomial message = plain.polynomial();
        Polynomial zero = Polynomial.zero(context, 5)) {
      return List.of(Ciphertext.of(message, zero, SCALE));
    }
  }

  static double label(int row) {
    return row % 2;
  }

  @Override
  public List<long[]> privateInput(CkksContext ring, String step, int round) {
    if (fails && FAIL_ONCE.getAndSet(false)) {
      throw new IllegalStateException("this task fails once");
    }
    double[] slots = new double[ring.parameters().slots()];
    for (int r = 0; r < ROWS; r++) {
      for (int k = 0; k < NEURONS; k++) {
        slots[layout(providers).slot(provider * ROWS + r, k)] = -label(r);
      }
    }
    try (Plaintext plain = new Encoder(ring).encode(slots, OUT, 2);
        Polynomial message = plain.polynomial()) {
      return List.of(
          Arrays.stream(message.coefficients()).mapToLong(BigInteger::longValueExact).toArray());
    }
  }

  @Override
  public byte[] privateInputHash() {
    byte[] hash = new byte[32];
    hash[0] = (byte) provider;
    return hash;
  }
}
