package parley.cli.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataOptions;
import parley.cli.input.ProviderOptions;
import parley.cli.input.Providers;
import parley.cli.network.PlanMlpCommand;
import parley.cli.place.OutputFile;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.IntervalConverter;
import parley.cli.terminal.NumberInterval;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.fl.family.logistic.LogisticDefaults;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanChoice;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.json.Json;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley plan}: the parameters that an encrypted training would get, and why. */
@Command(
    name = "plan",
    description = "Choose parameters and packing for a shape of data, and explain the choice.",
    subcommands = {PlanSumCommand.class, PlanMlpCommand.class},
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class PlanCommand implements Callable<Integer> {
  private static final double GIBIBYTE = 1L << 30;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false, heading = "The shape, from a file:%n")
  private @Nullable DataOptions data;

  @Option(names = "--rows", paramLabel = "N", description = "or: training rows of all providers")
  private @Nullable Integer rows;

  @Option(names = "--feature-count", paramLabel = "D", description = "and: features")
  private @Nullable Integer featureCount;

  @Mixin private ProviderOptions providers;

  @Option(names = "--max-iter", paramLabel = "N", description = "iterations (default: 40)")
  private @Nullable Integer maxIter;

  @Option(
      names = "--degree",
      paramLabel = "D",
      description = "of one fixed polynomial: 5, 9 or 13 (default: fitted ones of degree 15)")
  private @Nullable Integer degree;

  @Option(
      names = "--interval",
      paramLabel = "LO,HI",
      converter = IntervalConverter.class,
      description = "where a fixed polynomial stands for the sigmoid (default: -14,14)")
  private @Nullable NumberInterval interval;

  @Option(
      names = "--feature-clip",
      paramLabel = "C",
      description = "clip of standardised features (default: 10)")
  private @Nullable Double featureClip;

  @Option(
      names = "--packing",
      paramLabel = "P",
      description = "diagonal, row or coefficient (default: cheapest)")
  private @Nullable Packing packing;

  @Option(names = "--ring", paramLabel = "N", description = "ring dimension, a power of two")
  private @Nullable Integer ring;

  @Option(names = "--scale-bits", paramLabel = "B", description = "bits of the scale")
  private @Nullable Integer scaleBits;

  @Option(names = "--cores", paramLabel = "C", description = "cores (default: this machine's)")
  private @Nullable Integer cores;

  @Option(names = "--memory", paramLabel = "GIB", description = "memory (default: no limit)")
  private @Nullable Double memory;

  @Option(
      names = "--out",
      paramLabel = "PLAN",
      description = "write the plan, for train --plan and keygen --public-for")
  private @Nullable Path out;

  @Option(names = "--force", description = "replace what --out names")
  private boolean force;

  @Mixin private Output output;

  @Override
  public Integer call() {
    OutputFile file = out == null ? null : OutputFile.at(out, force);
    PlanRequest request = request();
    PlanChoice choice = new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request);
    TrainingPlan plan = new TrainingPlan(request, choice.layout());
    try (CkksContext context = CkksContext.open(choice.layout().parameters())) {
      if (file != null) {
        file.write(plan.toJson().getBytes(StandardCharsets.UTF_8));
      }
      Console.of(spec)
          .result(output.json() ? json(plan, choice, context) : text(plan, choice.explanation()));
    }
    return ExitCode.DONE;
  }

  private String text(TrainingPlan plan, String explanation) {
    return out == null
        ? explanation
        : "%s%nplan %s in %s".formatted(explanation, HexFormat.of().formatHex(plan.digest()), out);
  }

  private PlanRequest request() {
    providers.check();
    PlanRequest.Builder request = shape();
    if (maxIter != null) {
      request.iterations(maxIter);
    }
    if (featureClip != null) {
      request.featureClip(featureClip);
    }
    request.insecure(Boolean.getBoolean("parley.insecure"));
    double halfWidth =
        interval == null
            ? LogisticDefaults.HALF_WIDTH
            : Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
    if (degree != null) {
      request.activation(degree, halfWidth);
    } else {
      request.activation(
          interval == null ? LogisticDefaults.FITTED_DEGREE : LogisticDefaults.DEGREE, halfWidth);
    }
    if (packing != null) {
      request.packing(packing);
    }
    if (ring != null) {
      if (Integer.bitCount(ring) != 1) {
        throw new InputException(
            "cannot plan: ring dimension, expected a power of two, got " + ring);
      }
      request.logRingDimension(Integer.numberOfTrailingZeros(ring));
    }
    if (scaleBits != null) {
      request.scaleBits(scaleBits);
    }
    if (cores != null) {
      request.cores(cores);
    }
    if (memory != null) {
      request.memoryBytes((long) (memory * GIBIBYTE));
    }
    return request.build();
  }

  private PlanRequest.Builder shape() {
    if (data != null) {
      if (rows != null || featureCount != null) {
        throw new InputException(
            "cannot plan: expected --data, or --rows and --feature-count, got both");
      }
      data.requirePositive();
      LabelledRows train = data.read(Sessions.open(), providers.column()).train();
      Providers assigned = providers.assign(train);
      return PlanRequest.builder(assigned.count(), train.features().size())
          .maxRowsPerProvider(Collections.max(assigned.rows().values()));
    }
    if (rows == null || featureCount == null) {
      throw new InputException("cannot plan: expected --data, or --rows and --feature-count");
    }
    int count = providers.count();
    return PlanRequest.builder(count, featureCount).maxRowsPerProvider((rows + count - 1) / count);
  }

  private static String json(TrainingPlan plan, PlanChoice choice, CkksContext context) {
    Layout layout = choice.layout();
    CkksParameters parameters = layout.parameters();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("plan", HexFormat.of().formatHex(plan.digest()));
    all.put("ringDimension", parameters.ringDimension());
    all.put("logQP", context.logQP());
    all.put("securityBits", context.securityBits());
    all.put("scaleBits", parameters.scaleBits());
    all.put("limbs", parameters.limbs());
    all.put("digits", parameters.digits());
    all.put("packing", layout.packing().name().toLowerCase(Locale.ROOT));
    all.put("blocks", layout.blocks());
    all.put("maskBits", layout.maskBits());
    all.put("precisionBits", layout.precisionBits());
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("prepareSeconds", choice.cost().prepareSeconds());
    predicted.put("roundSeconds", choice.cost().roundSeconds());
    predicted.put("totalSeconds", choice.cost().totalSeconds());
    predicted.put("bytesPerProvider", choice.cost().bytesPerProvider());
    predicted.put("memoryBytes", choice.cost().memoryBytes());
    all.put("predicted", predicted);
    all.put("reasons", choice.reasons());
    return Json.line(all);
  }
}
