package parley.cli.train;

import parley.cli.models.TrainGlmCommand;
import parley.cli.models.TrainLinearCommand;
import parley.cli.models.TrainMultinomialCommand;
import parley.cli.network.TrainMlpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley train}: a model's name follows. */
@Command(
    name = "train",
    description = "Train a model over several data providers.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TrainLogisticCommand.class,
      TrainLinearCommand.class,
      TrainGlmCommand.class,
      TrainMultinomialCommand.class,
      TrainMlpCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "a model is missing, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
