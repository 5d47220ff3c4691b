package parley.fl.sum.masked;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.error.ParleyException;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Choice;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.runtime.masking.MaskedFederation;
import parley.mhe.runtime.masking.MaskedRound;

/** Sums of one masked session, and the report of what was opened. For one thread. */
final class MaskedSumSession implements SumSession {
  private final MaskedFederation federation;
  private final List<SumSpec> specs;
  private final Map<String, Integer> rounds = new HashMap<>();
  private final List<Opening> openings = new ArrayList<>();

  MaskedSumSession(MaskedFederation federation, List<SumSpec> specs) {
    this.federation = federation;
    this.specs = specs;
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    if (!specs.contains(spec)) {
      throw new ParleyException(
          "cannot add up "
              + spec.words()
              + ": nobody agreed on it, expected one of "
              + specs.stream().map(SumSpec::step).toList()
              + ", got "
              + spec.step());
    }
    int round = rounds.merge(spec.step(), 1, Integer::sum) - 1;
    MaskedDigits digits = MaskedDigits.of(spec, federation.plan().providers().size());
    OpenedSum opened =
        new OpenedSum(spec, digits.join(federation.sum(spec.step(), round, arguments)));
    openings.add(new Opening(spec.words(), Audience.ALL, spec.length(), spec.step()));
    return opened;
  }

  @Override
  public SumReport report() {
    MaskingPlan plan = federation.plan();
    int providers = plan.providers().size();
    List<Choice> choices = new ArrayList<>();
    for (SumSpec spec : specs) {
      MaskedDigits digits = MaskedDigits.of(spec, providers);
      choices.add(new Choice(spec.words(), spec.toText(), "what all agreed on"));
      choices.add(
          new Choice(
              "words of " + spec.words(),
              digits.digits() + " of " + digits.bits() + " bits a number",
              "the sum of " + providers + " providers has room in them"));
    }
    choices.add(
        new Choice(
            "masks",
            "AES-256, each provider with each, keys from X25519 and ML-KEM-768",
            "all providers answer, or nothing is opened"));
    return new SumReport(
        "masked",
        true,
        plan.providers(),
        choices,
        null,
        List.of(
            new Statement(
                "driver",
                "the sums, exact; of a provider's integers nothing, while one other provider does"
                    + " not tell its own and the driver follows the protocol"),
            new Statement("each provider", "its own integers"),
            new Statement("querier", "what the driver tells it: the sums")),
        openings,
        federation.rounds().stream().map(MaskedSumSession::round).toList());
  }

  private static FitRound round(MaskedRound round) {
    return new FitRound(
        round.step(),
        -1,
        round.seconds(),
        0,
        0,
        round.bytesUp(),
        "all",
        new FitRound.Request(round.request(), round.attempt(), round.round(), 0, 0));
  }

  @Override
  public void close() {
    federation.close();
  }
}
