package parley.fl.querier.encrypted;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.querier.HiddenGlm;
import parley.fl.querier.HiddenRounds;
import parley.fl.querier.ToldScales;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Choice;
import parley.fl.report.FitReport.Encryption;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.FederationSums;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.party.plan.Opens;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/** The querier's side of a session: exact sums, rounds at encrypted coefficients, the report. */
final class LoopSession implements SecureSum, HiddenRounds {
  private final Federation federation;
  private final KeyPair querier;
  private final LoopLayout layout;
  private final HiddenGlm fit;
  private final FederationSums sums;
  private final List<Opening> openings = new ArrayList<>();
  private int rounds;

  LoopSession(Federation federation, KeyPair querier, LoopLayout layout, HiddenGlm fit) {
    this.federation = federation;
    this.querier = querier;
    this.layout = layout;
    this.fit = fit;
    this.sums = new FederationSums(federation, querier);
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    OpenedSum opened = sums.open(spec, arguments);
    Audience audience = spec.opens() == Opens.TO_ALL ? Audience.ALL : Audience.QUERIER;
    openings.add(new Opening(spec.words(), audience, spec.length(), spec.openStep()));
    return opened;
  }

  @Override
  public double[] gradient(ToldScales told, long rows, double[] b) {
    int round = rounds++;
    return open(
        LoopPlan.Opened.GRADIENT,
        "gradient of round " + (round + 1) + ", at coefficients that only the querier knows",
        round,
        told,
        rows,
        b);
  }

  @Override
  public double[] last(ToldScales told, long rows, double[] b) {
    String words = fit.model().opensInformation() ? "information" : "sums for the dispersion";
    return open(LoopPlan.Opened.LAST, words + " at the last coefficients", 0, told, rows, b);
  }

  private double[] open(
      LoopPlan.Opened step, String words, int round, ToldScales told, long rows, double[] b) {
    int numbers = step.numbers(fit);
    double[] opened;
    try (Scope scope = Scope.open()) {
      List<Ciphertext> model = encrypt(b);
      double scale = layout.uploadScale(federation.context().primes());
      try (MappedSums mapped =
          federation.mapForSumRefresh(
              step.upload(),
              round,
              model,
              told.toBytes(),
              scale,
              layout.parameters().ringDimension())) {
        RefreshedSums refreshed =
            federation.sumRefresh(step.refresh(), round, mapped, call(numbers, scale, rows));
        Ciphertext switched = federation.keySwitch(step.open(), round, refreshed.outputs().get(0));
        opened = decrypt(switched, numbers);
      }
    }
    openings.add(new Opening(words, Audience.QUERIER, numbers, step.open()));
    return opened;
  }

  /** Each coefficient over the half-width, in every slot. */
  private List<Ciphertext> encrypt(double[] b) {
    Encoder encoder = new Encoder(federation.context());
    List<Ciphertext> model = new ArrayList<>();
    for (double coefficient : b) {
      model.add(
          federation
              .publicKey()
              .encrypt(
                  encoder.encodeConstant(
                      coefficient / fit.model().halfWidth(),
                      layout.coefficientScale(),
                      layout.topLimbs()),
                  Seed.fresh()));
    }
    return model;
  }

  /** Mean over the rows of sum k as coefficient k of one ciphertext. */
  private SumRefreshCall call(int numbers, double scale, long rows) {
    double factor = (double) layout.parameters().slots() / rows;
    List<SumRefreshTerm> terms = new ArrayList<>();
    for (int k = 0; k < numbers; k++) {
      terms.add(SumRefreshTerm.of(k, k, Factor.of(factor, scale, LoopLayout.openedScale())));
    }
    return SumRefreshCall.builder()
        .output(new SumRefreshOutput(layout.openedLimbs(), LoopLayout.openedScale(), terms))
        .build();
  }

  private double[] decrypt(Ciphertext switched, int numbers) {
    try (Polynomial phase = querier.phase(switched)) {
      BigInteger[] coefficients = phase.coefficients();
      double[] values = new double[numbers];
      for (int k = 0; k < numbers; k++) {
        values[k] = OpenedSlots.round(coefficients[k].doubleValue() / switched.scale());
      }
      return values;
    }
  }

  SumReport report() {
    CkksContext context = federation.context();
    return new SumReport(
        "encrypted",
        federation.simulated(),
        federation.plan().providers(),
        List.of(
            new Choice("release", "querier", "no provider is told a coefficient"),
            new Choice(
                "margins",
                "-%1$s to %1$s".formatted(fit.model().halfWidth()),
                "what the polynomials of degree 15 are good for"),
            new Choice(
                "row blocks",
                Integer.toString(layout.rowBlocks()),
                "of 8192 rows that no provider has more of, a power of two; public"),
            new Choice(
                "gradients",
                fit.glm().maxIter() + " at most",
                "in the plan, so that all count against the providers' budgets beforehand")),
        new Encryption(
            layout.parameters().ringDimension(),
            context.logQP(),
            context.securityBits(),
            layout.parameters().scaleBits(),
            context.limbs()),
        List.of(
            new Statement("no one", "the secret key: each provider holds a share of it"),
            new Statement(
                "each provider", "its own rows, rough scales of the columns, ciphertexts"),
            new Statement(
                "driver", "ciphertexts and, as the querier runs it, all that the querier sees"),
            new Statement(
                "querier",
                "the coefficients, the columns' sums and Gram, each round's gradient; a querier"
                    + " that sends other ciphertexts than this software does can single out rows")),
        openings,
        federation.rounds().stream().map(round -> FitRound.of(round, -1)).toList());
  }
}
