package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command in this JVM and keeps what it wrote. */
public final class Cli {
  public record Run(int code, String out, String err) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private Cli() {}

  public static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Parley.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Run(code, out.toString(), err.toString());
  }

  /** Runs a command of words with single spaces between them, which has to succeed. */
  static Run succeed(String command) {
    Run run = run(command.split(" "));
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  /** The JSON that such a command prints. */
  static JsonNode json(String command) throws IOException {
    return JSON.readTree(succeed(command + " --output json").out());
  }

  /** The words of a training on the breast-cancer rows, with more options. */
  static String[] trainBreastCancer(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "logistic",
                "--data",
                repository("examples/data/breast-cancer.csv").toString(),
                "--label",
                "diagnosis",
                "--positive",
                "malignant"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** A file of the repository, wherever in it the test runs. */
  static Path repository(String path) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".mvn"))) {
        return at.resolve(path);
      }
    }
    throw new IllegalStateException("cannot find the repository's root above " + Path.of(""));
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
