package parley.fl.classification;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a test's program in a JVM of its own, with this one's class path. */
final class OtherProcess {
  private static final int SECONDS = 180;

  private OtherProcess() {}

  /**
   * Runs it to its end.
   *
   * @param log takes its output, which is shown when it ends otherwise
   * @param exit how it is to end
   */
  static void run(Class<?> program, Path log, int exit, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens") || argument.startsWith("-Dio.netty")) {
        command.add(argument);
      }
    }
    command.add("-Xmx1g");
    command.add("-Dparley.insecure=true");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != exit) {
      process.destroyForcibly();
      throw new AssertionError("the other process failed:\n" + Files.readString(log));
    }
  }
}
