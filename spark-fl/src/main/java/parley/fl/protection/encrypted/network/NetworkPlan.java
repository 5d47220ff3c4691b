package parley.fl.protection.encrypted.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.fl.optim.StandardizationMode;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.predict.PredictionLayout;
import parley.fl.protection.encrypted.network.predict.PredictionLevels;
import parley.fl.protection.encrypted.network.predict.PredictionSteps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.network.step.SplitSums;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;

/**
 * The plan of a network's training, made from what its providers agree on and nothing else: by the
 * driver, which proposes it, and by each party, which takes no other. Stateless and thread-safe;
 * knows no Spark.
 */
final class NetworkPlan {
  private NetworkPlan() {}

  static PartyPlan of(
      CkksContext context, NetworkAgreed agreed, List<String> providers, boolean allowTwo) {
    // How often anything is opened sets the sums' scale, and does not depend on it.
    long openings = builder(context, agreed, providers, allowTwo, 1).build().openings();
    PartyPlan plan = builder(context, agreed, providers, allowTwo, openings).build();
    if (!agreed.reveal()) {
      PredictionSteps.requireBits(plan, agreed.prediction());
    }
    return plan;
  }

  private static PartyPlan.Builder builder(
      CkksContext context,
      NetworkAgreed agreed,
      List<String> providers,
      boolean allowTwo,
      long openings) {
    NetworkLayout layout = agreed.layout();
    NetworkLevels levels =
        NetworkLevels.of(context.primes(), providers.size(), agreed.family().terms().sigmoid());
    PartyPlan.Builder plan = PartyPlan.builder(agreed.family().id(), context);
    plan.providers(providers).allowTwoProviders(allowTwo);
    agreed.arguments().forEach(plan::argument);
    plan.publicKey()
        .relinearisationKey()
        .rotationKeys(NetworkCircuit.galoisElements(context, layout));
    for (SumSpec sum : sums(agreed, providers.size())) {
      int n = layout.ringDimension();
      SumSteps.add(plan, SplitSums.carried(sum), n, providers.size(), context.limbs(), openings);
    }
    MiddleLevels middle = MiddleLevels.of(levels, context.primes());
    NetworkSteps.addTraining(
        plan,
        layout,
        levels,
        middle,
        agreed.family().terms(),
        providers.size(),
        agreed.factors().any(),
        !agreed.reveal());
    if (agreed.reveal()) {
      NetworkSteps.addReveal(plan, layout, levels, providers.size());
    } else {
      PredictionLayout prediction = agreed.prediction();
      PredictionSteps.add(
          plan,
          prediction,
          PredictionLevels.of(context, prediction, providers.size()),
          providers.size());
    }
    return plan;
  }

  /** What is opened to all before the first iteration, in this order. */
  static List<SumSpec> sums(NetworkAgreed agreed, int providers) {
    List<SumSpec> sums = new ArrayList<>();
    if (agreed.standardization() == StandardizationMode.COLLECTIVE) {
      sums.add(
          AgreedSums.moments(agreed.layout().first().inputs(), agreed.family().labelScaling()));
    }
    sums.add(AgreedSums.curvature(false, 0));
    sums.add(AgreedSums.rowCounts(providers));
    return sums;
  }

  /** What each step that opens something tells. */
  static Map<String, String> openings(NetworkAgreed agreed, int providers) {
    Map<String, String> words = new LinkedHashMap<>();
    sums(agreed, providers).forEach(sum -> words.put(sum.openStep(), sum.words()));
    words.put(
        NetworkSteps.LOOK_OPEN,
        "mean of the squared errors of a batch, to see that the training does not run away");
    int hidden = agreed.layout().hiddenLayers();
    for (int layer = 0; layer < hidden; layer++) {
      words.put(
          NetworkSteps.reveal(agreed.layout(), layer),
          "the weights of " + (hidden == 1 ? "the hidden layer" : "hidden layer " + (layer + 1)));
    }
    words.put(
        NetworkSteps.REVEAL_OUTPUT, hidden == 0 ? "the weights" : "the weights of the last layer");
    return words;
  }
}
