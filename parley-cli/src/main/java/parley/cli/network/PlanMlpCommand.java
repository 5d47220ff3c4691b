package parley.cli.network;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.cli.input.ProviderOptions;
import parley.cli.input.Providers;
import parley.cli.place.OutputFile;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.perceptron.NetworkFit;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.protection.encrypted.kind.TrainingForecast;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.ReportWords;
import parley.json.Json;
import parley.mhe.ckks.CkksParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley plan mlp}: what a network's encrypted training would open, send and take. */
@Command(
    name = "mlp",
    description =
        "Say what training a network under encryption would choose, open to whom, send and take.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class PlanMlpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--rows", paramLabel = "N", description = "training rows of all providers")
  private @Nullable Integer rows;

  @Option(
      names = "--feature-count",
      paramLabel = "D",
      description = "and: features (default: the pixels of --image-shape)")
  private @Nullable Integer featureCount;

  @Option(names = "--classes", paramLabel = "C", description = "and: classes (default: 2)")
  private @Nullable Integer classes;

  @Mixin private NetworkDataOptions data;
  @Mixin private ProviderOptions providers;
  @Mixin private NetworkOptions network;

  @Option(names = "--reveal-weights", description = "to give the weights to the querier")
  private boolean reveal;

  @Option(
      names = "--out",
      paramLabel = "PLAN",
      description = "write the plan, for train mlp --plan and keygen --public-for")
  private @Nullable Path out;

  @Option(names = "--force", description = "replace what --out names")
  private boolean force;

  @Mixin private Output output;

  /** What there is to learn from. */
  private record Shape(List<String> features, int classes, List<String> providers, int rowsEach) {}

  @Override
  public Integer call() {
    providers.check();
    network.check(data.ofImages());
    if (network.plain()) {
      throw new InputException(
          "cannot plan: nothing is chosen in clear, expected --protection encrypted, got plain");
    }
    OutputFile file = out == null ? null : OutputFile.at(out, force);
    Shape shape = shape();
    FederatedMultilayerPerceptron stage =
        new FederatedMultilayerPerceptron()
            .setAllowTwoProviders(providers.allowTwo())
            .setRevealWeights(reveal);
    network.applyTo(stage, shape.features(), data.shape(), false);
    TrainingForecast forecast;
    try {
      forecast =
          NetworkFit.forecast(
              stage, shape.features().size(), shape.classes(), shape.providers(), shape.rowsEach());
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
    NetworkTrainingPlan plan =
        new NetworkTrainingPlan(
            shape.providers().size(),
            forecast.choice().rowPlaces(),
            forecast.choice().parameters(),
            forecast.arguments());
    if (file != null) {
      file.write(plan.toJson().getBytes(StandardCharsets.UTF_8));
    }
    String digest = HexFormat.of().formatHex(plan.digest());
    Console.of(spec).result(output.json() ? json(digest, forecast) : text(digest, forecast));
    return ExitCode.DONE;
  }

  private Shape shape() {
    if (data.given()) {
      if (rows != null || featureCount != null || classes != null) {
        throw new InputException(
            "cannot plan: expected files, or --rows, --feature-count and --classes, got both");
      }
      data.check(providers.column());
      LabelledRows train = data.read(Sessions.open(), providers.column()).train();
      network.check(train);
      Providers assigned = providers.assign(train);
      return new Shape(
          train.features(),
          train.classes().size(),
          List.copyOf(assigned.rows().keySet()),
          Collections.max(assigned.rows().values()));
    }
    Integer features = featureCount == null ? network.pixels() : featureCount;
    if (rows == null || features == null) {
      throw new InputException(
          "cannot plan: expected --data or --images, or --rows and --feature-count (or"
              + " --image-shape)");
    }
    int count = providers.count();
    int outputs = classes == null ? 2 : classes;
    if (rows < count || features < 1 || outputs < 2) {
      throw new InputException(
          ("cannot plan: expected at least a row a provider, a feature and two classes, got %d rows"
                  + " of %d providers, %d features, %d classes")
              .formatted(rows, count, features, outputs));
    }
    List<String> names = IntStream.range(0, count).mapToObj(i -> Providers.name(i, count)).toList();
    List<String> columns = IntStream.range(0, features).mapToObj(j -> "f" + j).toList();
    return new Shape(columns, outputs, names, (rows + count - 1) / count);
  }

  private String text(String digest, TrainingForecast f) {
    CkksParameters parameters = f.choice().parameters();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "ring dimension %d, %d limbs, log QP %.0f, %d-bit security; %d weights, right to about"
                + " 2^-%.0f of the largest",
            parameters.ringDimension(),
            parameters.limbs(),
            f.logQP(),
            f.securityBits(),
            f.choice().weights(),
            f.choice().precisionBits()));
    lines.addAll(f.choice().reasons());
    lines.add(
        f.iterations()
            + " iterations: each "
            + f.trips()
            + " exchanges with the providers, in which "
            + f.refreshes()
            + " ciphertexts get their levels back");
    lines.add("opened:");
    for (Opening opening : f.openings()) {
      lines.add("  " + ReportWords.opening(opening));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "a provider sends %s: %s for the keys, %s an iteration",
            ReportWords.bytes(f.bytes()),
            ReportWords.bytes(f.keyBytes()),
            ReportWords.bytes(f.iterationBytes())));
    lines.add(
        String.format(
            Locale.ROOT,
            "predicted: %.0f s of processor time for all iterations, of driver and providers"
                + " together",
            f.iterations() * f.iterationSeconds()));
    if (out != null) {
      lines.add("plan %s in %s".formatted(digest, out));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String json(String digest, TrainingForecast f) {
    CkksParameters parameters = f.choice().parameters();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("plan", digest);
    all.put("ringDimension", parameters.ringDimension());
    all.put("logQP", f.logQP());
    all.put("securityBits", f.securityBits());
    all.put("limbs", parameters.limbs());
    all.put("digits", parameters.digits());
    all.put("weights", f.choice().weights());
    all.put("precisionBits", f.choice().precisionBits());
    all.put("iterations", f.iterations());
    all.put("exchangesByIteration", f.trips());
    all.put("refreshesByIteration", f.refreshes());
    all.put("openings", f.openings().stream().map(PlanMlpCommand::json).toList());
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("processorSecondsByIteration", f.iterationSeconds());
    predicted.put("keyBytesPerProvider", f.keyBytes());
    predicted.put("iterationBytesPerProvider", f.iterationBytes());
    predicted.put("bytesPerProvider", f.bytes());
    all.put("predicted", predicted);
    all.put("reasons", f.choice().reasons());
    return Json.line(all);
  }

  private static Map<String, Object> json(Opening opening) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("what", opening.what());
    all.put("to", opening.to().name().toLowerCase(Locale.ROOT));
    all.put("count", opening.count());
    return all;
  }
}
