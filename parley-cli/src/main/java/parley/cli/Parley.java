package parley.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code parley}, and the main class for {@code spark-submit}.
 *
 * <p>Exit codes: 0 done, 1 failed while running, 2 usage or input, 3 a check asked for did not
 * hold, 130 interrupted, 143 ended by SIGTERM. Results go to standard output, all else to standard
 * error. Commands of one process run one at a time.
 */
@Command(
    name = "parley",
    description = "Learn together from data that may not be shared.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      RobustCommand.class,
      AuditCommand.class,
      PlanCommand.class,
      InspectCommand.class,
      KeygenCommand.class,
      KeysCommand.class,
      VaultCommand.class,
      PolicyCommand.class,
      LogCommand.class,
      VerifyReportCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class Parley implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command named in the arguments and ends the process with its exit code. */
  public static void main(String[] args) {
    int code =
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args);
    SparkSession.getDefaultSession().foreach(session -> stop(session));
    System.exit(code);
  }

  /**
   * Runs a command inside this process and returns its exit code. A Spark session that it starts is
   * left running for the next one.
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Parley())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution)
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static scala.runtime.BoxedUnit stop(SparkSession session) {
    session.stop();
    return scala.runtime.BoxedUnit.UNIT;
  }
}
