package parley.fl.plan;

import java.util.List;

/** Says what steps a training with a layout has. Implementations are thread-safe. */
@FunctionalInterface
public interface PlannedSteps {
  /** The steps of the iterations, in order, those of the finished model among them. */
  List<PlannedStep> of(Layout layout, PlanRequest request);
}
