package parley.fl.optim;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The federated training in clear: the very algorithm that runs under encryption. Stateless, so
 * safe for use by several threads.
 */
public final class PlainTrainer {
  private PlainTrainer() {}

  /**
   * Trains on the standardised rows of all providers, in this thread.
   *
   * @throws DivergenceException if the watch sees the training run away
   */
  public static IterationState train(
      List<ProviderRows> providers, IterationPlan plan, ConvergenceWatch watch) {
    return train(
        plan,
        watch,
        v ->
            providers.stream()
                .map(rows -> rows.gradient(v, plan.sigmoid()))
                .reduce(GradientSums::plus)
                .orElseThrow(
                    () -> new IllegalArgumentException("cannot train: there are no providers")));
  }

  /**
   * Trains with gradient sums from wherever the rows are.
   *
   * @param gradient the sums over all rows at the given weights
   * @throws DivergenceException if the watch sees the training run away
   */
  public static IterationState train(
      IterationPlan plan, ConvergenceWatch watch, Function<double[], GradientSums> gradient) {
    IterationState state = new IterationState(plan);
    for (int t = 0; t < plan.iterations(); t++) {
      GradientSums sums = gradient.apply(state.lookahead());
      if (watch.due(t)) {
        watch.look(
            t,
            sums.squareSum() / plan.weightSum(),
            OptionalDouble.of(sums.fourthSum() / plan.weightSum()));
      }
      state.step(sums.gradient());
    }
    return state;
  }
}
