package parley.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs a command in a JVM of its own, with this one's class path and options. */
public final class CliProcess {
  private CliProcess() {}

  /** Starts it; standard output and standard error are the caller's to redirect or to read. */
  public static ProcessBuilder command(Path folder, String... arguments) {
    return new ProcessBuilder(java(Parley.class, arguments)).directory(folder.toFile());
  }

  /** The words that start a program with this JVM's class path and options. */
  static List<String> java(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-opens") || a.startsWith("-X"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A script that stands for the launcher, which would build first. */
  static void writeLauncher(Path script) throws IOException {
    String words =
        java(Parley.class).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs it to its end. */
  public static Cli.Run run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(command(folder, arguments), folder);
  }

  /** Runs a command to its end. */
  public static Cli.Run run(ProcessBuilder command, Path folder)
      throws IOException, InterruptedException {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    Process process =
        command
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new Cli.Run(code, DocumentSamples.read(out), DocumentSamples.read(err));
  }
}
