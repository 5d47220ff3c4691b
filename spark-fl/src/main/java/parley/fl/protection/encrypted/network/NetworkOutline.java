package parley.fl.protection.encrypted.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parley.fl.family.network.NetworkFamily;
import parley.fl.plan.PlanException;
import parley.fl.plan.PlannedStep;
import parley.fl.plan.Work;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.PlannedTraining;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.layout.Sizes;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.UploadStep;

/** A network's training before it begins, of providers with equally many rows. Immutable. */
final class NetworkOutline implements PlannedTraining {
  private final NetworkChoice chosen;
  private final NetworkFamily family;
  private final List<String> providers;
  private final boolean allowTwo;

  NetworkOutline(
      TrainingSettings settings, NetworkFamily family, List<String> providers, int rowsEach) {
    NetworkChoice.requireTrainable(settings, family);
    long rows = (long) providers.size() * rowsEach;
    if (family.terms().batch(rows) > rows) {
      throw new PlanException(
          "cannot plan a network: a batch has more rows than all providers, expected at most "
              + rows
              + ", got "
              + family.terms().batch(rows));
    }
    this.family = family;
    this.providers = List.copyOf(providers);
    this.allowTwo = settings.protection().allowTwoProviders();
    this.chosen =
        NetworkChoice.of(RowPlaces.of(providers.size(), rowsEach), false, settings, family);
  }

  @Override
  public Choice choice() {
    return chosen.choice();
  }

  @Override
  public PartyPlan plan(CkksContext context) {
    return NetworkPlan.of(context, chosen.agreed(), providers, allowTwo);
  }

  @Override
  public PlannedStep planned(PlanStep step) {
    return new PlannedStep(step, times(step), 0, sent(step), Work.NONE, Work.NONE);
  }

  private int times(PlanStep step) {
    return switch (step.name()) {
      case NetworkSteps.LOOK, NetworkSteps.LOOK_OPEN -> NetworkSteps.looks(family.terms());
      default -> step.rounds();
    };
  }

  private int sent(PlanStep step) {
    if (!(step instanceof UploadStep upload)) {
      return 0;
    }
    return switch (upload.protocol()) {
      case UPLOAD, SUM_UPLOAD ->
          step.name().equals(NetworkSteps.FORWARD) ? touched() : upload.values();
      // Numbers that one ciphertext holds.
      default -> Sizes.over(upload.values(), layout().ringDimension());
    };
  }

  /** Blocks in which the provider with rows in most of them has any. */
  private int touched() {
    return Arrays.stream(NetworkCounts.touched(layout(), providers.size())).max().orElse(0);
  }

  private NetworkLayout layout() {
    return chosen.agreed().layout();
  }

  @Override
  public Map<String, String> openings() {
    return NetworkPlan.openings(chosen.agreed(), providers.size());
  }

  @Override
  public double iterationSeconds() {
    return NetworkCosts.seconds(layout(), providers.size());
  }
}
