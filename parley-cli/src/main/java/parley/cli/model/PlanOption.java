package parley.cli.model;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.fl.plan.PlanFile;
import picocli.CommandLine.Option;

/** The plan that a training is to follow. */
public final class PlanOption {
  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description =
          "follow the plan that parley plan --out wrote (of a network plan mlp); what is chosen in"
              + " it and not given here, such as the iterations, is its")
  private @Nullable Path plan;

  /** Whether one was named. */
  public boolean given() {
    return plan != null;
  }

  /** Hands its path over, if one was given. */
  public void ifGiven(Consumer<String> setter) {
    if (plan != null) {
      setter.accept(plan.toAbsolutePath().toString());
    }
  }

  /** Refuses a plan or a querier that is apart where they mean nothing, or not enough. */
  public void check(boolean plain, KeyOptions keys) {
    if (plain && (given() || keys.isApart())) {
      throw new InputException(
          "cannot train: --plan and --querier-public are for encrypted trainings, expected no"
              + " --protection plain");
    }
    if (!given() && keys.isApart()) {
      throw new InputException(
          "cannot train for a querier that is apart: expected --plan PLAN, the one that"
              + " --querier-public was made for");
    }
    if (plan != null) {
      keys.checkFor(PlanFile.read(plan));
    }
  }
}
