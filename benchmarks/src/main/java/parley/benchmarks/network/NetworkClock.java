package parley.benchmarks.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.benchmarks.ProcessUse;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;

/**
 * Where the time of a network's encrypted training goes: seconds of PREPARE, of each iteration and
 * of each stage of the iterations, what the driver computes between two rounds among them. For one
 * fit, and one thread.
 */
final class NetworkClock implements FitListener {
  /** The stage of what is computed at the driver, between two rounds. */
  static final String DRIVER = "driver";

  private final long start = System.nanoTime();
  private final double cpuBefore = ProcessUse.cpuSeconds();
  private final Map<String, Double> stages = new LinkedHashMap<>();
  private final List<Double> iterations = new ArrayList<>();
  private double prepareSeconds;
  private double cpuWhenPrepared;
  private long iterationBegan;
  private int iteration = -1;
  private double inRounds;

  @Override
  public void prepared(FitReport soFar) {
    prepareSeconds = (System.nanoTime() - start) / 1e9;
    cpuWhenPrepared = ProcessUse.cpuSeconds();
    iterationBegan = System.nanoTime();
    iteration = 0;
  }

  @Override
  public void roundDone(FitRound round, int count) {
    if (iteration < 0 || round.name().startsWith("model/reveal")) {
      return;
    }
    // The last iteration's refreshes make the finished model, and are the first round of theirs.
    if (round.name().startsWith("train/") && round.iteration() > iteration) {
      ended();
      iteration = round.iteration();
    }
    stages.merge(stage(round.name()), round.seconds(), Double::sum);
    inRounds += round.seconds();
  }

  /** Closes the last iteration, when the training is over. */
  void ended() {
    long now = System.nanoTime();
    double seconds = (now - iterationBegan) / 1e9;
    iterations.add(seconds);
    stages.merge(DRIVER, seconds - inRounds, Double::sum);
    iterationBegan = now;
    inRounds = 0;
  }

  private static String stage(String step) {
    return step.substring(step.indexOf('/') + 1);
  }

  /** Seconds until the providers were ready: keys, agreed sums, rows. */
  double prepareSeconds() {
    return prepareSeconds;
  }

  /** Seconds of work of all threads until then. */
  double prepareCpuSeconds() {
    return cpuWhenPrepared - cpuBefore;
  }

  /** Seconds of work of all threads since then. */
  double trainCpuSeconds() {
    return ProcessUse.cpuSeconds() - cpuWhenPrepared;
  }

  /** Seconds of each iteration, the driver's own work included. */
  List<Double> iterations() {
    return iterations;
  }

  /** Seconds of each stage, over all iterations. */
  Map<String, Double> stages() {
    return stages;
  }
}
