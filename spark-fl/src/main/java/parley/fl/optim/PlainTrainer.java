package parley.fl.optim;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import parley.fl.activation.Activation;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.DivergenceException;
import parley.fl.activation.Schedule;
import parley.fl.activation.ScheduleTerms;

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
                .map(rows -> rows.gradient(v, plan.activation(), plan.residual()))
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

  /** Where the rows are, for a training with fitted activations. */
  public interface Rows {
    /** The sums over all rows, see {@link ProviderRows#marginPowers}. */
    MarginPowers marginPowers(double[] v, double unit);

    /** The gradient sums of several models, each with its own activation, in one pass. */
    List<GradientSums> gradients(List<double[]> models, List<Activation> activations);
  }

  /**
   * A training with fitted activations, and the same steps with the mean function itself.
   *
   * @param state the trained model
   * @param exact what the mean function itself gives
   * @param schedule with all looks
   */
  public record Fitted(IterationState state, IterationState exact, Schedule schedule) {}

  /**
   * Trains with activations that are fitted to where the rows lie.
   *
   * @param plan with the terms of the fit
   * @param mean the family's mean function
   * @throws DivergenceException if the training runs away
   */
  public static Fitted train(IterationPlan plan, Activation mean, Rows rows) {
    ScheduleTerms terms = plan.fit().orElseThrow();
    Schedule schedule = terms.schedule(plan.iterations(), List.of());
    IterationState state = new IterationState(plan);
    IterationState exact = new IterationState(plan);
    double offset = terms.offset();
    Activation shifted = u -> mean.evaluate(offset + u);
    for (int t = 0; t < plan.iterations(); t++) {
      double[] v = state.lookahead();
      if (schedule.due(t)) {
        MarginPowers sums = rows.marginPowers(v, schedule.powerUnit(t));
        schedule.look(t, sums.square() / terms.rows(), sums.sixteenth() / terms.rows());
      }
      Schedule.Step step = schedule.step(t);
      List<GradientSums> sums =
          rows.gradients(List.of(v, exact.lookahead()), List.of(step.activation(), shifted));
      state.step(sums.get(0).gradient(), step.stepSize());
      exact.step(sums.get(1).gradient(), step.stepSize());
    }
    return new Fitted(state, exact, schedule);
  }

  /**
   * {@link #train(IterationPlan, Activation, Rows)} on the standardised rows of all providers,
   * here.
   */
  public static Fitted train(List<ProviderRows> providers, IterationPlan plan, Activation mean) {
    return train(
        plan,
        mean,
        new Rows() {
          @Override
          public MarginPowers marginPowers(double[] v, double unit) {
            return providers.stream()
                .map(rows -> rows.marginPowers(v, unit))
                .reduce(MarginPowers::plus)
                .orElseThrow();
          }

          @Override
          public List<GradientSums> gradients(List<double[]> models, List<Activation> activations) {
            return providers.stream()
                .map(rows -> rows.gradients(models, activations))
                .reduce(GradientSums::plusEach)
                .orElseThrow();
          }
        });
  }
}
