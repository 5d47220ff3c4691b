package parley.cli.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.json.Json;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.log.LogTotals;
import parley.mhe.party.policy.DeployedJars;
import parley.mhe.party.policy.OpeningKind;
import parley.mhe.party.policy.ProviderPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley policy check}: what a policy file allows. */
@Command(
    name = "check",
    description = "Read a policy file as a party does, and say what it allows.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class PolicyCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the policy file")
  private Path file;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "names the log where the file names none (default: ${DEFAULT-VALUE})")
  private String provider = "provider";

  @Mixin private Output output;

  @Override
  public Integer call() {
    ProviderPolicy policy = ProviderPolicy.read(file, provider);
    List<String> otherJars =
        DeployedJars.all().stream()
            .filter(jar -> !policy.jars().isEmpty() && !policy.jars().contains(jar.sha256()))
            .map(jar -> jar.name() + " " + jar.sha256())
            .toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", policy.file().toString());
    facts.put("fingerprint", policy.fingerprint());
    facts.put("queriers", new TreeSet<>(policy.queriers()));
    facts.put("rows", policy.rows());
    facts.put("numbers", limit(policy.numbers()));
    facts.put("rowsEver", limit(policy.rowsEver()));
    facts.put("sessions", limit(policy.sessions()));
    facts.put("mayOpen", policy.openings().stream().sorted().map(OpeningKind::word).toList());
    facts.put("algorithms", anyOr(policy.algorithms()));
    facts.put("plans", anyOr(policy.plans()));
    facts.put("leastProviders", policy.leastProviders());
    facts.put("leastMaskBits", policy.leastMaskBits());
    facts.put("rules", RuleOptions.set(policy.limits()));
    facts.put("jars", anyOr(policy.jars()));
    facts.put("otherJarsHere", otherJars);
    facts.put("log", policy.log().toString());
    LogTotals totals = totals(policy.log());
    facts.put("rowsSoFar", totals.rowsEver());
    facts.put("sessionsSoFar", totals.sessions().size());
    facts.put("logHead", head(policy.log()));
    if (output.json()) {
      Console.of(spec).result(Json.line(facts));
    } else {
      StringBuilder text = new StringBuilder();
      facts.forEach((name, value) -> text.append("%-16s %s%n".formatted(name, value)));
      Console.of(spec).result(text.toString().stripTrailing());
    }
    return otherJars.isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static Object anyOr(java.util.Set<String> named) {
    return named.isEmpty() ? "any" : new TreeSet<>(named);
  }

  private static Object limit(long most) {
    return most == Long.MAX_VALUE ? "no limit" : most;
  }

  private static LogTotals totals(Path log) {
    return LogTotals.of(Files.exists(log) ? LogFile.read(log).lines() : List.of());
  }

  private static String head(Path log) {
    return Files.exists(log) ? LogFile.read(log).head().toString() : "none yet";
  }
}
