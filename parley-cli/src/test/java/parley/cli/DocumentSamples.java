package parley.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fenced code blocks of the repository's documents. */
final class DocumentSamples {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\s*?\\n(.*?)^```\\s*$");

  /**
   * One code block.
   *
   * @param place the document and the line of the block
   */
  record Sample(String place, String language, String code) {
    @Override
    public String toString() {
      return place;
    }
  }

  private DocumentSamples() {}

  static List<Sample> of(String language) {
    List<Sample> samples = new ArrayList<>();
    for (Path document : documents()) {
      String text = read(document);
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (block.group(1).equals(language)) {
          long line = text.substring(0, block.start()).lines().count() + 1;
          samples.add(
              new Sample(
                  Cli.repository("").relativize(document) + ":" + line, language, block.group(2)));
        }
      }
    }
    return samples;
  }

  static List<Path> documents() {
    List<Path> documents = new ArrayList<>();
    for (String name : List.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      documents.add(Cli.repository(name));
    }
    try (Stream<Path> files = Files.walk(Cli.repository("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
