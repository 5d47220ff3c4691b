package parley.cli.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import parley.cli.place.OutputFile;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.mhe.party.policy.ProviderPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley policy approve}: adds a plan that was refused to those that may run. */
@Command(
    name = "approve",
    description = "Add a plan's hash, which a refusal names, to the plans that may run.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class PolicyApproveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "the policy file")
  private Path file;

  @Parameters(index = "1", paramLabel = "HASH", description = "the plan's hash")
  private String plan;

  @Override
  public Integer call() {
    ProviderPolicy.read(file, "provider");
    OutputFile place = OutputFile.at(file, true);
    ProviderPolicy policy = ProviderPolicy.read(file, "provider"); // while it is ours alone
    if (!plan.matches("[0-9a-f]{64}")) {
      throw new InputException(
          "cannot approve the plan: expected a hash of 64 hexadecimal digits, got " + plan);
    }
    if (!policy.plans().contains(plan)) {
      try {
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        ArrayNode plans = root.withArray("plans");
        plans.add(plan);
        PolicyText.write(place, root);
      } catch (IOException e) {
        throw new InputException("cannot approve the plan: " + e, e);
      }
    }
    Console.of(spec).result(file + " allows the plan " + plan);
    return ExitCode.DONE;
  }
}
