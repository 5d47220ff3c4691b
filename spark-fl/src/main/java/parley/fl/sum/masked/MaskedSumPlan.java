package parley.fl.sum.masked;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.party.plan.RefusedException;

/** The plan of masked sums, which each provider makes again from its own words. Stateless. */
final class MaskedSumPlan {
  private static final String ALGORITHM = "algorithm";
  private static final String SUM = "sum.";
  private static final String TERM = "term.";

  private MaskedSumPlan() {}

  static MaskingPlan of(List<String> providers, List<SumSpec> specs, SumTerms terms) {
    TreeMap<String, String> arguments = new TreeMap<>();
    arguments.put(ALGORITHM, terms.algorithm());
    for (int i = 0; i < specs.size(); i++) {
      arguments.put(SUM + "%04d".formatted(i), specs.get(i).toText());
    }
    terms.arguments().forEach((name, value) -> arguments.put(TERM + name, value));
    return MaskingPlan.ofAll(
        providers,
        specs.stream().map(spec -> MaskedDigits.of(spec, providers.size()).step()).toList(),
        arguments);
  }

  /** What a plan says that is added up. */
  static List<SumSpec> specs(MaskingPlan plan) {
    List<SumSpec> specs = new ArrayList<>();
    plan.arguments()
        .tailMap(SUM)
        .forEach(
            (name, text) -> {
              if (name.startsWith(SUM)) {
                specs.add(SumSpec.parse(text));
              }
            });
    return specs;
  }

  /** What else it says, for the program that makes a provider's vectors. */
  static SumTerms terms(MaskingPlan plan) {
    TreeMap<String, String> terms = new TreeMap<>();
    for (Map.Entry<String, String> each : plan.arguments().entrySet()) {
      if (each.getKey().startsWith(TERM)) {
        terms.put(each.getKey().substring(TERM.length()), each.getValue());
      }
    }
    String algorithm = plan.arguments().get(ALGORITHM);
    if (algorithm == null) {
      throw new ParleyException(
          "cannot add up under masks: the plan names no algorithm, expected one, got none");
    }
    return new SumTerms(algorithm, terms);
  }

  /**
   * Refuses a plan that its own words would not give, so that what a provider can read is what it
   * answers.
   */
  static void requireOwn(MaskingPlan plan) {
    if (!of(plan.providers(), specs(plan), terms(plan)).equals(plan)) {
      throw new RefusedException(
          "cannot join: the plan's steps are not those of the sums that it names, expected them,"
              + " got others");
    }
  }
}
