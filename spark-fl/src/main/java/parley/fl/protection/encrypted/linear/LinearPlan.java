package parley.fl.protection.encrypted.linear;

import java.util.List;
import java.util.stream.IntStream;
import parley.error.ParleyException;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.family.LinearFamily;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.Layout;
import parley.fl.plan.PlanRequest;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.linear.Statistics;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;

/**
 * The plan of a training, made from what its providers agree on and nothing else: by the driver,
 * which proposes it, and by each party, which takes no other. Stateless and thread-safe; knows no
 * Spark.
 */
final class LinearPlan {
  private LinearPlan() {}

  static PartyPlan of(
      CkksContext context, LinearTerms terms, List<String> providers, boolean allowTwoProviders) {
    if (terms.layout().providers() != providers.size()) {
      throw new ParleyException(
          "cannot plan a training: its layout is for others, expected "
              + providers.size()
              + " providers, got "
              + terms.layout().providers());
    }
    // How often anything is opened sets the sums' scale, and does not depend on it.
    long openings = builder(context, terms, providers, allowTwoProviders, 1).build().openings();
    return builder(context, terms, providers, allowTwoProviders, openings).build();
  }

  private static PartyPlan.Builder builder(
      CkksContext context,
      LinearTerms terms,
      List<String> providers,
      boolean allowTwoProviders,
      long openings) {
    Layout layout = terms.layout();
    PartyPlan.Builder plan = PartyPlan.builder(terms.family().id(), context);
    plan.providers(providers).allowTwoProviders(allowTwoProviders);
    terms.arguments().forEach(plan::argument);
    TrainingSteps.addKeys(plan, context, layout, terms.reveal());
    addAgreements(plan, terms, openings);
    TrainingSteps.training(
            context.primes(),
            layout,
            terms.family().marginCircuit().scales(),
            terms.iterations(),
            looks(terms.family(), terms.iterations(), terms.watchEvery()),
            terms.family().adaptive().isPresent(),
            largestRowNorm(terms))
        .forEach(plan::step);
    if (terms.reveal()) {
      TrainingSteps.addReveal(plan, layout);
    } else {
      TrainingSteps.addPredictions(plan, context, layout, rowNorm(terms), terms.rowsPerOpening());
    }
    return plan;
  }

  private static void addAgreements(PartyPlan.Builder plan, LinearTerms terms, long openings) {
    Layout layout = terms.layout();
    if (terms.standardization() == StandardizationMode.COLLECTIVE) {
      addSum(
          plan,
          AgreedSums.moments(layout.features(), terms.family().labelScaling()),
          layout,
          openings);
    }
    if (terms.standardization() != StandardizationMode.RANGES) {
      SumSpec curvature = Statistics.curvature(terms.family(), terms.algorithm(), layout.weights());
      addSum(plan, curvature, layout, openings);
    }
  }

  /** They take all limbs, since they are wide and few. */
  private static void addSum(PartyPlan.Builder plan, SumSpec spec, Layout layout, long openings) {
    int n = layout.parameters().ringDimension();
    SumSteps.add(plan, spec, n, layout.providers(), layout.topLimbs(), openings);
  }

  /** How often margins are looked at; before the last iteration they are not. */
  static int looks(LinearFamily family, int iterations, int watchEvery) {
    ConvergenceWatch watch = ConvergenceWatch.every(watchEvery, family.activation());
    return family
        .adaptive()
        .map(adaptive -> adaptive.looks(iterations))
        .orElseGet(() -> (int) IntStream.range(0, iterations - 1).filter(watch::due).count());
  }

  private static double rowNorm(LinearTerms terms) {
    return PlanRequest.rowNorm(largestFeature(terms), terms.layout().weights(), indicators(terms));
  }

  /** Bound on the norm of any one row, beyond which a provider takes no part. */
  static double largestRowNorm(LinearTerms terms) {
    return PlanRequest.largestRowNorm(
        largestFeature(terms), terms.layout().weights(), indicators(terms));
  }

  private static double largestFeature(LinearTerms terms) {
    return terms.standardization() == StandardizationMode.RANGES
        ? 1
        : Math.min(terms.featureClip(), PlanRequest.MOST_DEVIATIONS);
  }

  /** Rows that an indicator which is not clipped can be of. */
  private static long indicators(LinearTerms terms) {
    Layout layout = terms.layout();
    return terms.standardization() == StandardizationMode.COLLECTIVE
        ? (long) layout.capacity() * layout.providers()
        : 0;
  }
}
