package parley.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.plan.PlanException;
import parley.mhe.disk.PlaceTakenException;
import parley.mhe.machine.DiskErrors;
import parley.mhe.machine.FileHandles;
import parley.mhe.machine.TemporaryFolder;
import parley.mhe.party.log.LogException;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.secret.KeyException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line and an exit code for everything that can go wrong. */
public final class Failures {
  /** Set this system property to see the stack trace of a failure. */
  static final String DEBUG = "parley.debug";

  private Failures() {}

  public static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    Throwable cause = e.getCause();
    String message = cause instanceof InputException ? message(cause) : message(e);
    command.getErr().println("error: " + message + " (see " + qualifiedName(command) + " --help)");
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  public static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    return report(failure, command.getErr());
  }

  /** Says in one line what went wrong, and which exit code that is. */
  public static int report(Throwable e, PrintWriter err) {
    if (Cleanup.isEnding() || isInterruption(e)) {
      err.println("error: interrupted");
      err.flush();
      return ExitCode.INTERRUPTED;
    }
    Throwable cause = origin(e);
    err.println("error: " + line(cause));
    if (Boolean.getBoolean(DEBUG)) {
      e.printStackTrace(err);
    }
    err.flush();
    boolean full = find(e, DiskErrors::isFull) != null; // no mistake of the caller's
    return !full && (isInput(cause) || isAboutFiles(e)) ? ExitCode.USAGE : ExitCode.FAILED;
  }

  /** Caller's mistakes, wherever they were found: here, or by the estimator's own checks. */
  private static boolean isInput(Throwable e) {
    return e instanceof InputException
        || e instanceof PlanException
        || e instanceof InvalidDataException
        || e instanceof PlaceTakenException
        || e instanceof parley.error.InvalidDataException
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

  /**
   * Spark wraps what a task threw, and Java what loading a class did; the user wants to read the
   * innermost reason.
   */
  private static Throwable origin(Throwable e) {
    Throwable at = e;
    while ((at instanceof SparkException || at instanceof ExceptionInInitializerError)
        && at.getCause() != null) {
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

  /** The message, or what the machine is short of where that is the reason. */
  private static String line(Throwable e) {
    if (find(e, DiskErrors::isOutOfHandles) != null) {
      return "cannot go on: too many files are open, expected a limit (ulimit -n) of "
          + FileHandles.EXPECTED
          + " or more, got "
          + FileHandles.limit();
    }
    Throwable full = find(e, DiskErrors::isFull);
    if (full != null && !(e instanceof ParleyException)) {
      return "cannot go on: "
          + full.getMessage()
          + " (Spark's temporary files are in "
          + TemporaryFolder.path()
          + ")";
    }
    if (e instanceof OutOfMemoryError) {
      return "cannot go on: "
          + e.getMessage()
          + ", expected more memory (-Xmx in PARLEY_JAVA_OPTS)";
    }
    return message(e);
  }

  /** Why something could not be written, without Spark's wrapping. */
  public static String reason(Throwable e) {
    Throwable full = find(e, DiskErrors::isFull);
    Throwable at = full == null ? origin(e) : full;
    return at instanceof IOException io ? DiskErrors.reason(io) : message(at);
  }

  private static @Nullable Throwable find(Throwable e, Predicate<Throwable> kind) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (kind.test(at)) {
        return at;
      }
    }
    return null;
  }

  public static String message(Throwable e) {
    String text = e.getMessage();
    if (text == null || text.isBlank()) {
      text = e.getClass().getName();
    } else if (!isOurs(e)) {
      text = e.getClass().getSimpleName() + ": " + text.strip().lines().findFirst().orElse("");
    }
    return text.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
  }

  private static boolean isOurs(Throwable e) {
    return e instanceof parley.error.ParleyException
        || e instanceof ParameterException
        || e instanceof TimeoutException
        || e instanceof IllegalArgumentException;
  }

  private static String qualifiedName(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
