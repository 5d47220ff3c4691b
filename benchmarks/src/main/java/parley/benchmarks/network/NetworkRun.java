package parley.benchmarks.network;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.benchmarks.ProcessUse;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.report.FitReport;

/** One encrypted training of a network, with where its time goes. For one thread. */
final class NetworkRun {
  private static final int ROUND_SECONDS = 900;

  private final NetworkClock clock;
  private final FitReport report;
  private final FederatedMultilayerPerceptronModel model;
  private final double seconds;
  private final double cpuSeconds;

  private NetworkRun(
      NetworkClock clock,
      FederatedMultilayerPerceptronModel model,
      double seconds,
      double cpuSeconds) {
    this.clock = clock;
    this.model = model;
    this.report = model.report();
    this.seconds = seconds;
    this.cpuSeconds = cpuSeconds;
  }

  /** Trains; seconds run from PREPARE to the model. */
  static NetworkRun of(FederatedMultilayerPerceptron network, Dataset<Row> rows) {
    NetworkClock clock = new NetworkClock();
    double cpu = ProcessUse.cpuSeconds();
    long start = System.nanoTime();
    FederatedMultilayerPerceptronModel model =
        network
            .setProviderCol("provider")
            .setRoundTimeout(ROUND_SECONDS)
            .setListener(clock)
            .fit(rows);
    double seconds = (System.nanoTime() - start) / 1e9;
    clock.ended();
    return new NetworkRun(clock, model, seconds, ProcessUse.cpuSeconds() - cpu);
  }

  /** What was trained. */
  FederatedMultilayerPerceptronModel model() {
    return model;
  }

  /** From PREPARE to the model. */
  double seconds() {
    return seconds;
  }

  /** All of it by name, for a line of JSON. */
  Map<String, Object> facts() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seconds", rounded(seconds));
    all.put("prepareSeconds", rounded(clock.prepareSeconds()));
    all.put("iterationSeconds", clock.iterations().stream().map(NetworkRun::rounded).toList());
    Map<String, Object> stages = new LinkedHashMap<>();
    clock.stages().forEach((stage, value) -> stages.put(stage, rounded(value)));
    all.put("stageSeconds", stages);
    all.put("prepareCpuSeconds", rounded(clock.prepareCpuSeconds()));
    all.put("cpuSeconds", rounded(cpuSeconds));
    all.put("megabytesPerProvider", rounded(report.bytesPerProvider() / 1e6));
    all.put(
        "iterationMegabytes",
        rounded(
            report.rounds().stream()
                    .filter(r -> r.name().startsWith("train/") && r.iteration() == 0)
                    .mapToLong(r -> r.bytesPerProvider())
                    .sum()
                / 1e6));
    all.put("refreshes", report.refreshes());
    all.put("residentPeakGb", rounded(ProcessUse.peakResidentGb()));
    all.put("securityBits", report.encryption() == null ? 0 : report.encryption().securityBits());
    return all;
  }

  /** Each stage's part of the iterations' time. */
  String shares() {
    double all = clock.stages().values().stream().mapToDouble(Double::doubleValue).sum();
    StringBuilder out = new StringBuilder();
    clock
        .stages()
        .forEach(
            (stage, value) ->
                out.append(out.length() == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%s %.0f %%", stage, 100 * value / all)));
    return out.toString();
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
