package parley.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley doctor}: whether this machine can run the library, check by check. */
@Command(
    name = "doctor",
    description =
        "Check architecture, glibc, JDK, OpenFHE, kernels, random streams and memory; and what"
            + " tests use.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<HealthCheck.Finding> findings = new ArrayList<>();
    for (HealthCheck check : HealthCheck.values()) {
      findings.add(check.run());
    }
    boolean ok = findings.stream().allMatch(HealthCheck.Finding::acceptable);
    Console.of(spec).result(output.json() ? json(findings, ok) : text(findings, ok));
    return ok ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static String json(List<HealthCheck.Finding> findings, boolean ok) {
    Map<String, Object> checks = new LinkedHashMap<>();
    for (HealthCheck.Finding finding : findings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("ok", finding.ok());
      if (finding.check().optional()) {
        one.put("optional", true);
      }
      one.put("found", finding.text());
      checks.put(finding.check().title(), one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ok", ok);
    all.put("checks", checks);
    return Json.line(all);
  }

  private static String state(HealthCheck.Finding finding) {
    return finding.ok() ? "ok" : finding.acceptable() ? "absent" : "FAILED";
  }

  private static String text(List<HealthCheck.Finding> findings, boolean ok) {
    StringBuilder text = new StringBuilder();
    for (HealthCheck.Finding finding : findings) {
      text.append(
          "%-7s %-15s %s%n".formatted(state(finding), finding.check().title(), finding.text()));
    }
    return text.append(ok ? "Ready." : "Not ready: see the lines that failed.").toString();
  }
}
