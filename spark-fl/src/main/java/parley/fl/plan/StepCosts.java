package parley.fl.plan;

import java.util.List;

/**
 * What the steps of a training are predicted to cost, whatever the circuit: each step's protocol by
 * all providers, what is computed around it, its job and its messages. Immutable.
 *
 * @param seconds of all of them
 * @param roundSeconds of one iteration
 * @param bytes that one provider sends in all
 * @param roundBytes that it sends in one iteration; where there is one alone, with the finished
 *     model's steps
 */
public record StepCosts(double seconds, double roundSeconds, double bytes, double roundBytes) {
  private static final String ITERATIONS = "train";

  /**
   * Who computes, on what.
   *
   * @param ring of all steps
   * @param providers how many
   * @param cores that work at the same time
   * @param machine seconds of elementary steps on one core
   */
  public record Site(RingWork ring, int providers, int cores, MachineCosts machine) {
    /** How often providers follow each other, as there are fewer cores. */
    public double waves() {
      return Math.ceil((double) providers / parallel());
    }

    private int parallel() {
      return Math.min(cores, providers);
    }

    /** Of one time, with its job. */
    private double seconds(PlannedStep step) {
      return step.protocol(ring).seconds(machine) * waves()
          + step.finish(ring).seconds(machine)
          + computed(step)
          + machine.job();
    }

    private double computed(PlannedStep step) {
      return step.local().seconds(machine) * waves() + step.driver().seconds(machine);
    }

    private double transport(double bytes) {
      return 2 * bytes * providers / machine.bytesPerSecond() / parallel();
    }
  }

  /**
   * The costs of these steps, those of the phase {@code train} being the iterations'.
   *
   * @param iterations how many there are
   */
  public static StepCosts of(List<PlannedStep> steps, int iterations, Site site) {
    double all = 0;
    double round = 0;
    double bytes = 0;
    double roundBytes = 0;
    for (PlannedStep step : steps) {
      double sent = 8.0 * site.ring().ringDimension() * step.residues();
      double each = site.seconds(step) + site.transport(sent);
      all += step.times() * each - step.idle() * site.computed(step);
      bytes += step.times() * sent;
      if (step.step().phase().equals(ITERATIONS) || iterations == 1) {
        roundBytes += sent;
        round += each * step.times() / Math.max(1, iterations - 1);
      }
    }
    return new StepCosts(all, round, bytes, roundBytes);
  }
}
