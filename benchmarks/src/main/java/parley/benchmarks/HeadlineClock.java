package parley.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;

/** Notes where the time of a fit goes. For one fit, and one thread. */
final class HeadlineClock implements FitListener {
  private final Map<String, Double> steps = new TreeMap<>();
  private final List<Double> iterations = new ArrayList<>();
  private long last = System.nanoTime();
  private double inRounds;
  private double cpuWhenPrepared;
  private boolean training;

  @Override
  public void prepared(FitReport soFar) {
    last = System.nanoTime();
    training = true;
    cpuWhenPrepared = ProcessUse.cpuSeconds();
  }

  @Override
  public void roundDone(FitRound round, int count) {
    steps.merge(round.name(), round.seconds(), Double::sum);
    if (!training) {
      return;
    }
    inRounds += round.seconds();
    if (round.name().equals("train/refresh") || round.name().equals("model/refresh")) {
      long now = System.nanoTime();
      iterations.add((now - last) / 1e9);
      last = now;
    }
  }

  /** Seconds of each round, summed by its name. */
  Map<String, Double> steps() {
    return steps;
  }

  /** Seconds of each iteration, the driver's own work included. */
  List<Double> iterations() {
    return iterations;
  }

  /** The process's seconds of work when PREPARE was over. */
  double cpuWhenPrepared() {
    return cpuWhenPrepared;
  }

  /** Seconds of the training in which providers were asked; the rest is the driver's own work. */
  double secondsInRounds() {
    return inRounds;
  }
}
