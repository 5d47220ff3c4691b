package parley.fl.sum.encrypted;

import java.util.ArrayList;
import java.util.List;
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
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;

/** A session for sums alone: its federation, and the report of what it opened. */
final class EncryptedSumSession implements SumSession {
  private final Federation federation;
  private final List<SumSpec> specs;
  private final KeyPair querier;
  private final boolean owner;
  private final FederationSums sums;
  private final List<Opening> openings = new ArrayList<>();

  /**
   * @param owner whether the querier's key and its context end with the session
   */
  EncryptedSumSession(Federation federation, List<SumSpec> specs, KeyPair querier, boolean owner) {
    this.federation = federation;
    this.specs = specs;
    this.querier = querier;
    this.owner = owner;
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
  public SumReport report() {
    CkksContext context = federation.context();
    PartyPlan plan = federation.plan();
    int n = context.parameters().ringDimension();
    List<Choice> choices = new ArrayList<>();
    for (SumSpec spec : specs) {
      int fraction = SumSteps.fractionBits(spec, n, plan.providers().size(), plan.openings());
      double margin = SumSteps.margin(spec, n, plan.providers().size(), plan.openings());
      choices.add(new Choice(spec.words(), spec.toText(), "what all agreed on"));
      choices.add(
          new Choice(
              "scale of " + spec.words(),
              "2^" + fraction,
              "half a unit is %.1f deviations of all providers' smudging".formatted(margin)));
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
            new Statement("querier", "the sums, exact and without noise")),
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
