package parley.cli;

import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkException;
import parley.cli.table.InputException;
import parley.fl.data.InvalidDataException;
import parley.fl.plan.PlanException;
import parley.mhe.party.KeyException;
import parley.mhe.party.log.LogException;
import parley.mhe.party.policy.PolicyException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line and an exit code for everything that can go wrong. */
final class Failures {
  /** Set this system property to see the stack trace of a failure. */
  static final String DEBUG = "parley.debug";

  private Failures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    Throwable cause = e.getCause();
    String message = cause instanceof InputException ? message(cause) : message(e);
    command.getErr().println("error: " + message + " (see " + qualifiedName(command) + " --help)");
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  static int execution(Exception e, CommandLine command, ParseResult parsed) {
    if (Cleanup.isEnding() || isInterruption(e)) {
      command.getErr().println("error: interrupted");
      command.getErr().flush();
      return ExitCode.INTERRUPTED;
    }
    Throwable cause = origin(e);
    command.getErr().println("error: " + message(cause));
    if (Boolean.getBoolean(DEBUG)) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return isInput(cause) || isAboutFiles(e) ? ExitCode.USAGE : ExitCode.FAILED;
  }

  /** Caller's mistakes, wherever they were found: here, or by the estimator's own checks. */
  private static boolean isInput(Throwable e) {
    return e instanceof InputException
        || e instanceof PlanException
        || e instanceof InvalidDataException
        || e instanceof parley.robust.data.InvalidDataException
        || e instanceof IllegalArgumentException;
  }

  /** Keys, policies and logs: a task or a round may have met them first. */
  private static boolean isAboutFiles(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof KeyException
          || at instanceof PolicyException
          || at instanceof LogException) {
        return true;
      }
    }
    return false;
  }

  /** Spark wraps what a task threw; the user wants to read the innermost reason. */
  private static Throwable origin(Throwable e) {
    Throwable at = e;
    while (at instanceof SparkException && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static boolean isInterruption(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  static String message(Throwable e) {
    String text = e.getMessage();
    if (text == null || text.isBlank()) {
      text = e.getClass().getName();
    } else if (!isOurs(e)) {
      text = e.getClass().getSimpleName() + ": " + text.strip().lines().findFirst().orElse("");
    }
    return text.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
  }

  private static boolean isOurs(Throwable e) {
    return e instanceof parley.mhe.ParleyException
        || e instanceof ParameterException
        || e instanceof TimeoutException
        || e instanceof IllegalArgumentException;
  }

  private static String qualifiedName(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
