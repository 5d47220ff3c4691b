package parley.fl.sum.encrypted;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Choice;
import parley.fl.report.FitReport.Encryption;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;

/** A session for sums alone: its federation, and the report of what it opened. */
final class EncryptedSumSession implements SumSession {
  private final Federation federation;
  private final List<SumWords> sums;
  private final KeyPair querier;
  private final boolean owner;
  private final FederationSums carrier;
  private final List<Opening> openings = new ArrayList<>();

  /**
   * @param owner whether the querier's key and its context end with the session
   */
  EncryptedSumSession(Federation federation, List<SumWords> sums, KeyPair querier, boolean owner) {
    this.federation = federation;
    this.sums = sums;
    this.querier = querier;
    this.owner = owner;
    this.carrier = new FederationSums(federation, querier);
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    SumWords words = words(spec);
    BigInteger[] integers = carrier.open(words.carried(), arguments).integers();
    Audience audience = spec.opens() == Opens.TO_ALL ? Audience.ALL : Audience.QUERIER;
    openings.add(new Opening(spec.words(), audience, spec.length(), spec.openStep()));
    return new OpenedSum(spec, words.join(integers), noise(spec));
  }

  private double noise(SumSpec spec) {
    PartyPlan plan = federation.plan();
    return spec.step().equals(Gate.STEP)
        ? 0
        : SumNoise.of(plan.arguments()).map(n -> n.ofSum(plan.providers().size())).orElse(0.0);
  }

  private SumWords words(SumSpec spec) {
    return sums.stream()
        .filter(words -> words.spec().equals(spec))
        .findFirst()
        .orElseThrow(
            () ->
                new ParleyException(
                    "cannot add up "
                        + spec.words()
                        + ": nobody agreed on it, expected one of "
                        + sums.stream().map(words -> words.spec().step()).toList()
                        + ", got "
                        + spec.step()));
  }

  @Override
  public SumReport report() {
    CkksContext context = federation.context();
    PartyPlan plan = federation.plan();
    int n = context.parameters().ringDimension();
    List<Choice> choices = new ArrayList<>();
    for (SumWords words : sums) {
      SumSpec spec = words.spec();
      int providers = plan.providers().size();
      int fraction = SumSteps.fractionBits(words.carried(), n, providers, plan.openings());
      double margin = SumSteps.margin(words.carried(), n, providers, plan.openings());
      choices.add(new Choice(spec.words(), spec.toText(), "what all agreed on"));
      choices.add(
          new Choice(
              "scale of " + spec.words(),
              "2^" + fraction,
              "half a unit is %.1f deviations of all providers' smudging%s"
                  .formatted(
                      margin,
                      words.words() == 1
                          ? ""
                          : "; each number is %d words of 64 bits".formatted(words.words()))));
    }
    return new SumReport(
        "encrypted",
        federation.simulated(),
        plan.providers(),
        choices,
        new Encryption(
            n,
            context.logQP(),
            context.securityBits(),
            context.parameters().scaleBits(),
            context.limbs()),
        List.of(
            new Statement("driver", "ciphertexts under a key that no one holds"),
            new Statement("each provider", "its own integers"),
            new Statement(
                "querier",
                SumNoise.of(plan.arguments()).isEmpty()
                    ? "the sums, exact and without noise"
                    : "the sums, each with the noise that all providers added")),
        openings,
        federation.rounds().stream().map(round -> FitRound.of(round, -1)).toList());
  }

  @Override
  public void close() {
    federation.close();
    if (owner) {
      CkksContext context = querier.publicKey().context();
      querier.close();
      context.close();
    }
  }
}
