package parley.cli.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import parley.cli.model.SavedModel;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedCoefficients;
import parley.fl.sealed.HasSealedWeights;
import parley.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley inspect}: what a saved model is, without any key. */
@Command(
    name = "inspect",
    description = "Say what a saved model is; needs no key.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "a model's folder")
  private String folder;

  @Mixin private Output output;

  @Override
  public Integer call() {
    SparkSession spark = Sessions.open();
    SavedModel saved = SavedModel.load(folder, spark);
    Map<String, Object> facts = facts(saved);
    FitReport report = saved.model().trainingReport().orElse(null);
    if (output.json()) {
      facts.put("report", report);
      Console.of(spec).result(Json.line(facts));
    } else {
      Console.of(spec).result(text(facts) + (report == null ? "" : "\n" + report.toText()));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> facts(SavedModel saved) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", saved.kind().words());
    HasSealedWeights<?> model = saved.model();
    facts.put("sealed", model.isSealed());
    facts.put("label", saved.columns().label());
    String positive = saved.columns().positive();
    if (positive != null) {
      facts.put("positive", positive);
    }
    if (!saved.columns().classes().isEmpty()) {
      facts.put("classes", saved.columns().classes());
    }
    facts.put("features", saved.columns().features());
    if (model instanceof FederatedMultilayerPerceptronModel network) {
      network.inputMap().ifPresent(map -> facts.put("inputMap", map));
      facts.put("layers", network.layers());
      facts.put("weights", network.report().weights());
    }
    if (model.isSealed()) {
      SealedModel inside = model.sealedModel();
      facts.put("ciphertexts", inside.ciphertexts().size());
      facts.put("bytes", inside.ciphertexts().stream().mapToLong(bytes -> bytes.length).sum());
      facts.putAll(inside.attributes());
    } else if (model instanceof HasSealedCoefficients<?> known) {
      facts.put("intercept", known.intercept());
      Map<String, Double> coefficients = new LinkedHashMap<>();
      for (int j = 0; j < saved.columns().features().size(); j++) {
        coefficients.put(saved.columns().features().get(j), known.coefficients().apply(j));
      }
      facts.put("coefficients", coefficients);
    }
    return facts;
  }

  private static String text(Map<String, Object> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append("%-16s %s%n".formatted(name, value)));
    return text.toString().stripTrailing();
  }
}
