package parley.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import parley.cli.audit.AuditCommand;
import parley.cli.demo.DemoCommand;
import parley.cli.doctor.DoctorCommand;
import parley.cli.keys.KeygenCommand;
import parley.cli.keys.KeysCommand;
import parley.cli.models.MetaCommand;
import parley.cli.models.StudyCommand;
import parley.cli.models.SurvivalCommand;
import parley.cli.predict.InspectCommand;
import parley.cli.predict.OpenCommand;
import parley.cli.predict.PredictCommand;
import parley.cli.predict.SealCommand;
import parley.cli.provider.LogCommand;
import parley.cli.provider.PolicyCommand;
import parley.cli.provider.VaultCommand;
import parley.cli.provider.VerifyReportCommand;
import parley.cli.robust.RobustCommand;
import parley.cli.stats.StatsCommand;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Failures;
import parley.cli.terminal.Sessions;
import parley.cli.terminal.TerminalWriter;
import parley.cli.terminal.Version;
import parley.cli.train.PlanCommand;
import parley.cli.train.TrainCommand;
import parley.error.ParleyException;
import parley.mhe.machine.FileHandles;
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
      SealCommand.class,
      OpenCommand.class,
      StatsCommand.class,
      SurvivalCommand.class,
      MetaCommand.class,
      StudyCommand.class,
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
    PrintWriter err =
        TerminalWriter.fits()
            ? new TerminalWriter(System.err)
            : new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try {
      FileHandles.requireForClasses();
      // Not System.out, which would keep to itself what went wrong.
      code = execute(writer(new FileOutputStream(FileDescriptor.out)), err, args);
      Sessions.stop();
    } catch (ParleyException | Error e) { // this machine cannot even start a command
      err.println("error: " + (e instanceof ParleyException ? e.getMessage() : e));
      code = ExitCode.FAILED;
    }
    System.exit(code);
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(
        new OutputStreamWriter(new BufferedOutputStream(out), StandardCharsets.UTF_8), true);
  }

  /**
   * Runs a command inside this process and returns its exit code. A Spark session that it starts is
   * left running for the next one. When the result cannot be written the code is 1, and files that
   * the command wrote stay.
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    int code;
    try {
      code = commandLine(out, err).execute(args);
    } catch (Error e) { // picocli hands on what is no exception, such as a class that cannot load
      code = Failures.report(e, err);
    }
    boolean succeeded = code == ExitCode.DONE || code == ExitCode.CHECK_FAILED;
    if (!succeeded) {
      Cleanup.undoAll();
      return code;
    }
    Cleanup.keepAll();
    if (out.checkError()) {
      err.println(
          "error: cannot write the result: standard output is full, closed or broken, expected"
              + " one that takes it");
      err.flush();
      return ExitCode.FAILED;
    }
    return code;
  }

  /** All commands. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Parley())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
