package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show works, and what they link to is there. */
class DocumentSamplesIT {
  /** The launcher's own word, and one that has a test of its own. */
  private static final Set<String> ELSEWHERE = Set.of("./parley test", "./parley demo");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

  @TempDir private static Path pipes;
  @TempDir private static Path shared;
  private static ResidentCli resident;

  @TempDir private Path folder;

  @BeforeAll
  static void startResident() throws IOException, InterruptedException {
    resident = ResidentCli.start(shared, pipes);
  }

  @AfterAll
  static void endResident() throws InterruptedException {
    resident.close();
  }

  static Stream<DocumentSamples.Sample> javaSamples() {
    return DocumentSamples.of("java").stream();
  }

  /**
   * A process a command, as a reader has it: the first page's, and where keys are kept from one
   * command to the next, since a process that trained keeps its stores open.
   */
  static Stream<DocumentSamples.Sample> samplesOfManyProcesses() {
    return DocumentSamples.of("bash").stream()
        .filter(DocumentSamplesIT::needsManyProcesses)
        .filter(sample -> !needsSpark(sample));
  }

  static Stream<DocumentSamples.Sample> samplesOfOneProcess() {
    return DocumentSamples.of("bash").stream()
        .filter(sample -> !needsManyProcesses(sample))
        .filter(sample -> !needsSpark(sample));
  }

  private static boolean needsManyProcesses(DocumentSamples.Sample sample) {
    return sample.place().startsWith("README.md:") || sample.code().contains("--key-store");
  }

  /** Those have tests that bring Spark's scripts. */
  private static boolean needsSpark(DocumentSamples.Sample sample) {
    return sample.place().startsWith("docs/cluster.md:")
        || sample.place().startsWith("docs/artifacts.md:");
  }

  @ParameterizedTest
  @MethodSource("javaSamples")
  void javaSample_compiledAndRun_ends(DocumentSamples.Sample sample) throws Exception {
    Path source = Files.writeString(folder.resolve("Sample.java"), program(sample.code()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      loader.loadClass("Sample").getMethod("run").invoke(null);
    }
  }

  private static String program(String code) {
    String imports =
        code.lines().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n"));
    String body =
        code.lines().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"));
    return imports
        + "\npublic class Sample { public static void run() throws Exception {\n"
        + body.replace("\"examples/", "\"" + Cli.repository("examples") + "/")
        + "\n} }\n";
  }

  @ParameterizedTest
  @MethodSource("samplesOfManyProcesses")
  void shellSample_processACommand_exitsWithZero(DocumentSamples.Sample sample) throws Exception {
    CliProcess.writeLauncher(folder.resolve("parley"));
    run(sample, folder);
  }

  /** One process for all their commands, in its folder, which each sample finds empty. */
  @ParameterizedTest
  @MethodSource("samplesOfOneProcess")
  @Timeout(300)
  void shellSample_oneProcessForAll_exitsWithZero(DocumentSamples.Sample sample) throws Exception {
    try {
      resident.writeLauncher(shared.resolve("parley"));
      run(sample, shared);
    } finally {
      Files.delete(shared.resolve("examples")); // the link, not what it leads to
      FileUtils.cleanDirectory(shared.toFile());
    }
  }

  /**
   * Each line in a shell of its own, in a folder that has a launcher and the repository's examples;
   * one that ends in {@code &} runs beside those after it, from the first line that it prints.
   */
  private static void run(DocumentSamples.Sample sample, Path at) throws Exception {
    Files.createSymbolicLink(at.resolve("examples"), Cli.repository("examples"));
    List<Process> beside = new ArrayList<>();
    try {
      for (String line : sample.code().lines().map(String::strip).toList()) {
        if (line.endsWith("&")) {
          List<String> words = List.of(line.split("\\s+"));
          beside.add(start(at, words.subList(1, words.size() - 1)));
        } else if (!line.isEmpty() && !ELSEWHERE.contains(line)) {
          Cli.Run run = CliProcess.run(new ProcessBuilder("bash", "-c", line), at);
          assertThat(run.code()).as("%s%n%s", line, run.err()).isZero();
          if (line.contains(">")) {
            continue;
          }
          assertThat(run.out()).as(line).isNotBlank();
        }
      }
      assertThat(beside).allMatch(Process::isAlive);
    } finally {
      beside.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(Path at, List<String> words) throws IOException {
    Process process =
        CliProcess.command(at, words.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(
            new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine())
        .isNotBlank();
    return process;
  }

  @Test
  void links_toFilesOfTheRepository_exist() {
    for (Path document : DocumentSamples.documents()) {
      Matcher link = LINK.matcher(DocumentSamples.read(document));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          assertThat(document.resolveSibling(link.group(1)))
              .as("link in " + document.getFileName())
              .exists();
        }
      }
    }
  }

  @Test
  void commandLine_commandsTable_namesEveryCommand() throws IOException {
    String page = DocumentSamples.read(Cli.repository("docs/command-line.md"));

    for (String command : new picocli.CommandLine(new Parley()).getSubcommands().keySet()) {
      if (!command.equals("help")) {
        assertThat(page).contains("`./parley " + command);
      }
    }
  }
}
