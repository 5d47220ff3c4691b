package parley.fl.optim;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import parley.fl.activation.Activation;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.DivergenceException;
import parley.fl.activation.FitTerms;
import parley.fl.activation.FittedSchedule;
import parley.fl.activation.SigmoidPolynomial;

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

  /** Where the rows are, for a training with fitted polynomials. */
  public interface Rows {
    /** The sums over all rows, see {@link ProviderRows#marginPowers}. */
    MarginPowers marginPowers(double[] v, double unit);

    /** The gradient sums of several models, each with its own activation, in one pass. */
    List<GradientSums> gradients(List<double[]> models, List<Activation> activations);
  }

  /**
   * A training with fitted polynomials, and the same steps with the exact sigmoid.
   *
   * @param state the trained model
   * @param exact what the exact sigmoid gives
   * @param schedule with all looks
   */
  public record Fitted(IterationState state, IterationState exact, FittedSchedule schedule) {}

  /**
   * Trains with polynomials that are fitted to where the rows lie.
   *
   * @param plan with the terms of the fit
   * @throws DivergenceException if the training runs away
   */
  public static Fitted train(IterationPlan plan, Rows rows) {
    FitTerms terms = plan.fit().orElseThrow();
    FittedSchedule schedule = new FittedSchedule(terms, plan.iterations());
    IterationState state = new IterationState(plan);
    IterationState exact = new IterationState(plan);
    double logit = terms.rate().logit();
    Activation sigmoid = u -> SigmoidPolynomial.exact(logit + u);
    for (int t = 0; t < plan.iterations(); t++) {
      double[] v = state.lookahead();
      if (schedule.due(t)) {
        MarginPowers sums = rows.marginPowers(v, schedule.powerUnit(t));
        schedule.look(t, sums.square() / terms.rows(), sums.sixteenth() / terms.rows());
      }
      FittedSchedule.Step step = schedule.step(t);
      List<GradientSums> sums =
          rows.gradients(List.of(v, exact.lookahead()), List.of(step.activation(), sigmoid));
      state.step(sums.get(0).gradient(), step.stepSize());
      exact.step(sums.get(1).gradient(), step.stepSize());
    }
    return new Fitted(state, exact, schedule);
  }

  /** {@link #train(IterationPlan, Rows)} on the standardised rows of all providers, here. */
  public static Fitted train(List<ProviderRows> providers, IterationPlan plan) {
    return train(
        plan,
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
