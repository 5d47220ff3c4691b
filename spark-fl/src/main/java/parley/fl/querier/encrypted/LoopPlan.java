package parley.fl.querier.encrypted;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.querier.HiddenGlm;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.run.StatisticPlan;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.NoiseBounds;

/**
 * What the providers of a fit with encrypted coefficients agree to: exact sums of the columns, then
 * so many gradients at most and the numbers at the last coefficients, each behind a flooded sum
 * refresh. Stateless, thread-safe; knows no Spark.
 */
public final class LoopPlan implements KnownAlgorithm {
  /** The plan's algorithm. */
  public static final String ALGORITHM = "glm-querier/1";

  static final String ROW_BLOCKS = "rowBlocks";

  private static final int MOST_BLOCKS = 1 << 20;

  /** The three steps of what is opened at encrypted coefficients. */
  enum Opened {
    /** A gradient, of any round. */
    GRADIENT("loop"),
    /** What standard errors are made of. */
    LAST("errors");

    private final String phase;

    Opened(String phase) {
      this.phase = phase;
    }

    String upload() {
      return phase + "/map";
    }

    String refresh() {
      return phase + "/refresh";
    }

    String open() {
      return phase + "/open";
    }

    /** Numbers of a round. */
    int numbers(HiddenGlm fit) {
      return this == GRADIENT ? fit.terms() : fit.lastNumbers();
    }

    int rounds(HiddenGlm fit) {
      return this == GRADIENT ? fit.glm().maxIter() : 1;
    }

    static Opened ofUpload(String step) {
      for (Opened opened : values()) {
        if (opened.upload().equals(step)) {
          return opened;
        }
      }
      throw new ParleyException(
          "cannot take the step " + step + ": this program has none of that name");
    }
  }

  @Override
  public Set<String> ids() {
    return Set.of(ALGORITHM);
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    LoopLayout layout = LoopLayout.of(context.parameters(), providers.size(), rowBlocks(arguments));
    return of(context, layout, providers, fit(arguments), DisclosureRules.of(arguments));
  }

  static PartyPlan of(
      CkksContext context,
      LoopLayout layout,
      List<String> providers,
      HiddenGlm fit,
      DisclosureRules rules) {
    // How often anything is opened sets the sums' scale, and does not depend on it.
    rules.requireFit(fit);
    long openings = builder(context, layout, providers, fit, rules, 1).build().openings();
    return builder(context, layout, providers, fit, rules, openings).build();
  }

  /** The fit that a plan's arguments hold. */
  static HiddenGlm fit(Map<String, String> arguments) {
    if (StatisticPlan.statistic(arguments) instanceof GlmStatistic glm) {
      return new HiddenGlm(glm);
    }
    throw new ParleyException(
        "cannot plan a fit with encrypted coefficients: expected a generalised linear model, got"
            + " another statistic");
  }

  static int rowBlocks(Map<String, String> arguments) {
    String text = arguments.getOrDefault(ROW_BLOCKS, "none");
    int blocks = text.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(text) : 0;
    if (blocks < 1 || blocks > MOST_BLOCKS || Integer.bitCount(blocks) != 1) {
      throw new ParleyException(
          "cannot plan a fit with encrypted coefficients: expected the argument "
              + ROW_BLOCKS
              + ", a power of two up to 2^20, got "
              + text);
    }
    return blocks;
  }

  private static PartyPlan.Builder builder(
      CkksContext context,
      LoopLayout layout,
      List<String> providers,
      HiddenGlm fit,
      DisclosureRules rules,
      long openings) {
    PartyPlan.Builder plan = PartyPlan.builder(ALGORITHM, context).providers(providers);
    Map<String, String> arguments =
        new TreeMap<>(StatisticPlan.terms(fit.glm(), rules).arguments());
    arguments.put(ROW_BLOCKS, Integer.toString(layout.rowBlocks()));
    arguments.forEach(plan::argument);
    plan.publicKey().relinearisationKey();
    int n = layout.parameters().ringDimension();
    for (SumSpec spec : rules.before(fit.sums())) {
      SumSteps.add(plan, spec, n, layout.providers(), layout.topLimbs(), openings);
    }
    for (Opened opened : Opened.values()) {
      add(plan, context, layout, fit, opened);
    }
    return plan;
  }

  private static void add(
      PartyPlan.Builder plan,
      CkksContext context,
      LoopLayout layout,
      HiddenGlm fit,
      Opened opened) {
    double upload = log2(layout.uploadScale(context.primes()));
    int numbers = opened.numbers(fit);
    int rounds = opened.rounds(fit);
    plan.step(
        UploadStep.builder(opened.upload(), ProtocolKind.SUM_UPLOAD)
            .rounds(rounds)
            .inputs(fit.terms(), layout.topLimbs(), layout.parameters().scaleBits())
            .output(layout.refreshLimbs(), upload)
            .values(numbers)
            .build());
    plan.step(
        SumRefreshStep.builder(opened.refresh())
            .rounds(rounds)
            .attempts(1)
            .counts(numbers, 1)
            .limbs(layout.refreshLimbs(), layout.openedLimbs())
            .logScales(upload, LoopLayout.OPENED_SCALE_BITS)
            .maxAbs(layout.bound())
            .factorBound(layout.parameters().slots())
            .floodBits(Flood.bitsForSlots(OpenedSlots.FLOODED_BITS, 1, layout.providers()))
            .source(StepSource.of(opened.upload()))
            .build());
    plan.step(
        OpeningStep.builder(opened.open(), ProtocolKind.KEY_SWITCH)
            .rounds(rounds)
            .input(layout.openedLimbs(), LoopLayout.OPENED_SCALE_BITS)
            .ciphertextDeviation(NoiseBounds.sumRefresh(layout.providers()))
            .maxAbs(layout.meanBound())
            .rows(numbers)
            .source(StepSource.of(opened.refresh()))
            .build());
  }

  private static double log2(double scale) {
    return StrictMath.log(scale) / StrictMath.log(2);
  }
}
