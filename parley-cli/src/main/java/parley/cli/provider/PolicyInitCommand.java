package parley.cli.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.place.OutputFile;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.mhe.party.policy.DeployedJars;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley policy init}: a policy file to start from. */
@Command(
    name = "init",
    description = "Write a policy file for a provider.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class PolicyInitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--querier",
      required = true,
      paramLabel = "KEY.pub|FINGERPRINT",
      description = "who may be querier: a fingerprint, or a file with one; repeatable")
  private List<String> queriers;

  @Option(
      names = "--rows",
      required = true,
      paramLabel = "N",
      description = "row budget: rows that may be switched to the querier over a key's life")
  private long rows;

  @Option(
      names = "--numbers",
      paramLabel = "N",
      description =
          "numbers that may be opened to all over a key's life, such as sums for the"
              + " standardisation, two a feature (default: ${DEFAULT-VALUE})")
  private long numbers = 1000;

  @Option(
      names = "--rows-ever",
      paramLabel = "N",
      description = "the same over all sessions that the log tells of (default: no limit)")
  private @Nullable Long rowsEver;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "sessions that may begin, by the log (default: no limit)")
  private @Nullable Long sessions;

  @Option(
      names = "--may-open",
      split = ",",
      paramLabel = "KIND",
      description =
          "sums, curvature, looks, weights, margins, gate, product, each of which allows one step,"
              + " and statistics, gradients (default: ${DEFAULT-VALUE})")
  private List<String> mayOpen = List.of("sums", "curvature", "looks", "margins");

  @Option(
      names = "--least-providers",
      paramLabel = "N",
      description = "providers that a plan must have (default: ${DEFAULT-VALUE})")
  private int leastProviders = 3;

  @Mixin private RuleOptions rules;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "the plan that may run; repeatable (default: any)")
  private List<String> plans = new ArrayList<>();

  @Option(names = "--pin-jars", description = "allow the jars of this installation only")
  private boolean pinJars;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the file to write, which its owner alone can write to")
  private Path out;

  @Option(names = "--force", description = "replace the file")
  private boolean force;

  @Override
  public Integer call() {
    OutputFile file = OutputFile.at(out, force);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 2);
    all.put("queriers", queriers.stream().map(PolicyInitCommand::fingerprint).toList());
    all.put("rows", rows);
    all.put("numbers", numbers);
    if (rowsEver != null) {
      all.put("rowsEver", rowsEver);
    }
    if (sessions != null) {
      all.put("sessions", sessions);
    }
    all.put("mayOpen", mayOpen);
    all.put("leastProviders", leastProviders);
    all.put("leastMaskBits", 128);
    all.putAll(rules.given());
    all.put("plans", plans);
    all.put(
        "jars",
        pinJars ? DeployedJars.all().stream().map(DeployedJars.Jar::sha256).toList() : List.of());
    PolicyText.write(file, all);
    Console.of(spec).result(out.toString());
    return ExitCode.DONE;
  }

  /** A fingerprint, or the content of a file that keygen wrote. */
  private static String fingerprint(String given) {
    if (given.matches("[0-9a-f]{64}")) {
      return given;
    }
    try {
      String text = Files.readString(Path.of(given)).strip();
      if (text.matches("[0-9a-f]{64}")) {
        return text;
      }
    } catch (IOException e) {
      throw new InputException(
          "cannot name the querier: expected 64 hexadecimal digits or a file with them, got "
              + given,
          e);
    }
    throw new InputException(
        "cannot name the querier: expected a file with 64 hexadecimal digits, as keygen writes"
            + " beside the key, got "
            + given);
  }
}
