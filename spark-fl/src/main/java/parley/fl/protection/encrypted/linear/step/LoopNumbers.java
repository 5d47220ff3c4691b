package parley.fl.protection.encrypted.linear.step;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.Schedule;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.optim.IterationPlan;

/**
 * The public numbers of each iteration at the driver. With eta_t and H_t that change, the encrypted
 * state before iteration t is v_t / H_t, and what is refreshed is
 *
 * <pre>
 * D_t = (H_t / H) (eta / eta_t - eta lambda_j) (v_t / H_t) - (eta p_j / W) G_j / H
 *     = (eta / eta_t) w_{t+1} / H
 * </pre>
 *
 * with eta and H that never change; the refresh's factors make v_{t+1} / H_{t+1} of D_t and
 * D_{t-1}. With a fixed polynomial eta_t = eta and H_t = H. For one thread.
 */
public final class LoopNumbers {
  private final IterationPlan plan;
  private final TrainingArguments arguments;
  private final @Nullable Schedule schedule;
  private final ConvergenceWatch watch;

  /**
   * The numbers of a training.
   *
   * @param schedule of fitted polynomials; null for a fixed one
   * @param watch of a fixed polynomial
   */
  public LoopNumbers(
      IterationPlan plan,
      TrainingArguments arguments,
      @Nullable Schedule schedule,
      ConvergenceWatch watch) {
    this.plan = plan;
    this.arguments = arguments;
    this.schedule = schedule;
    this.watch = watch;
  }

  /** How scales go through the activation, whatever the iteration. */
  public PolynomialCircuit.Scales circuitScales() {
    return arguments.circuit().scales();
  }

  public int iterations() {
    return plan.iterations();
  }

  public double momentum(int t) {
    return plan.momentum(t);
  }

  /** eta_t / eta. */
  public double stepRatio(int t) {
    return schedule == null ? 1 : schedule.step(t).stepSize() / plan.stepSize();
  }

  /** H_t / H of the state before iteration t; 1 for the finished model. */
  public double unitRatio(int t) {
    return schedule == null ? 1 : schedule.unit(t) / plan.halfWidth();
  }

  /** What the state is multiplied with, a weight each. */
  public double[] decays(int t) {
    double[] decays = new double[plan.columns()];
    for (int j = 0; j < decays.length; j++) {
      decays[j] = unitRatio(t) * (1 / stepRatio(t) - plan.stepSize() * plan.lambda(j));
    }
    return decays;
  }

  /** What is added to the finished model's intercept. */
  public double interceptOffset() {
    return plan.interceptOffset() / plan.halfWidth();
  }

  /** Whether the margins are looked at before iteration t; before the last one they are not. */
  public boolean due(int t) {
    return t < iterations() - 1 && (schedule == null ? watch.due(t) : schedule.due(t));
  }

  /** Takes down what was opened. */
  void look(int t, double[] means) {
    if (schedule == null) {
      double h = plan.halfWidth();
      watch.look(t, means[0] * h * h, OptionalDouble.empty());
    } else {
      double unit = schedule.unit(t);
      schedule.look(t, means[0] * unit * unit, means[1]);
    }
  }

  /** What providers are told at iteration t. */
  public StepArguments step(int t) {
    return new StepArguments(arguments, t, schedule == null ? List.of() : schedule.looks());
  }
}
