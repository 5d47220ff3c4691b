package parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process that runs one command after another in its own folder, so that Java, Spark and
 * the native library start once for all of them; also its main class. What stands for the launcher
 * hands it the arguments through a named pipe and gives back what it answers.
 */
final class ResidentCli implements AutoCloseable {
  private static final String ARGUMENTS = "arguments";
  private static final String CODE = "code";
  private static final String LAUNCHER =
      """
      #!/bin/sh
      for word; do printf '%%s\\0' "$word"; done > %1$s/arguments
      read -r code < %1$s/code
      cat %1$s/out
      cat %1$s/err >&2
      exit "$code"
      """;

  private final Process process;
  private final Path pipes;

  private ResidentCli(Process process, Path pipes) {
    this.process = process;
    this.pipes = pipes;
  }

  /**
   * Starts it.
   *
   * @param folder where its commands run
   * @param pipes a folder for what it and the launcher say to each other
   */
  static ResidentCli start(Path folder, Path pipes) throws IOException, InterruptedException {
    for (String name : List.of(ARGUMENTS, CODE)) {
      int made = new ProcessBuilder("mkfifo", pipes.resolve(name).toString()).start().waitFor();
      if (made != 0) {
        throw new IOException("cannot make a named pipe in " + pipes);
      }
    }
    Process process =
        new ProcessBuilder(CliProcess.java(ResidentCli.class, pipes.toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(pipes.resolve("log").toFile())
            .start();
    return new ResidentCli(process, pipes);
  }

  /** A script that stands for the launcher, as {@link CliProcess#writeLauncher}. */
  void writeLauncher(Path script) throws IOException {
    Files.writeString(script, LAUNCHER.formatted(pipes));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
  }

  public static void main(String[] args) throws IOException {
    Path pipes = Path.of(args[0]);
    while (true) {
      String words = Files.readString(pipes.resolve(ARGUMENTS));
      Cli.Run run = Cli.run(words.isEmpty() ? new String[0] : words.split("\0"));
      Files.writeString(pipes.resolve("out"), run.out());
      Files.writeString(pipes.resolve("err"), run.err());
      Files.write(pipes.resolve(CODE), (run.code() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
