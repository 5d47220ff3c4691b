package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each block of each document is run by a test, compared by one, or tells its reader why not. */
class DocumentBlocksTest {
  /** What stands in the paragraph above a block that nothing runs. */
  private static final Pattern REASON = Pattern.compile("\\(not run by a test: [^)]{10,}\\)");

  private static final Pattern FENCE = Pattern.compile(" *(?:```|~~~).*");
  private static final Pattern RUN_HERE = Pattern.compile("bash|java|java \\S+");
  private static final Pattern RUN_BY_PYTHON =
      Pattern.compile("(?:README|docs/[^/]+)\\.md:\\d+ python");

  /** Page and language of other blocks that a test compares or runs, and that test. */
  private static final Map<String, String> COMPARED =
      Map.of(
          "README.md text", "parley-cli/src/test/java/parley/cli/DemoIT.java",
          "README.md shell", "python/tests/test_docs.py",
          "docs/python.md shell", "python/tests/test_cluster.py",
          "docs/cluster.md json", "parley-cli/src/test/java/parley/cli/DocumentBlocksTest.java");

  private static final Set<String> LICENCES = Set.of("examples/data/README.md licence");

  private static final Set<String> NOT_OURS = Set.of("target", "dist", ".git", ".fast", "jupyter");

  /**
   * A block.
   *
   * @param page its document, from the repository's root
   * @param line that of its first fence
   * @param kind what stands behind that fence
   * @param above the paragraph before it
   */
  private record Block(String page, int line, String kind, String above) {
    String place() {
      return page + ":" + line + " " + kind;
    }

    String pageAndKind() {
      return page + " " + kind;
    }
  }

  @Test
  void blocks_ofAllDocuments_runOrSayWhyNot() throws IOException {
    Set<String> run = new HashSet<>();
    for (String language : List.of("bash", "java")) {
      DocumentSamples.of(language)
          .forEach(sample -> run.add(sample.place() + " " + sample.language()));
    }
    List<Block> blocks = blocks();
    assertThat(blocks).hasSizeGreaterThan(60);

    assertThat(blocks.stream().filter(block -> !isAccountedFor(block, run)).map(Block::place))
        .as("blocks that no test runs, without (not run by a test: REASON) above them")
        .isEmpty();
  }

  private static boolean isAccountedFor(Block block, Set<String> run) {
    return run.contains(block.place())
        || block.kind().startsWith("java ") // an excerpt, which ExtendingDocumentTest compares
        || RUN_BY_PYTHON.matcher(block.place()).matches()
        || COMPARED.containsKey(block.pageAndKind())
        || LICENCES.contains(block.pageAndKind())
        || REASON.matcher(block.above()).find();
  }

  @Test
  void reasons_aboveBlocks_standAboveWhatNothingRuns() throws IOException {
    assertThat(
            blocks().stream()
                .filter(block -> REASON.matcher(block.above()).find())
                .filter(block -> RUN_HERE.matcher(block.kind()).matches())
                .map(Block::place))
        .isEmpty();
  }

  @Test
  void comparedBlocks_stand_onceEachBesideATestOfTheirPage() throws IOException {
    List<String> all = blocks().stream().map(Block::pageAndKind).toList();
    for (Map.Entry<String, String> compared : COMPARED.entrySet()) {
      assertThat(all).containsOnlyOnce(compared.getKey());
      String page = compared.getKey().replaceAll(".*/| .*", "");
      assertThat(Cli.repository(compared.getValue())).content().contains(page);
    }
  }

  @Test
  void manifest_ofTheClusterPage_isThatOfTheExamples() throws IOException {
    DocumentSamples.Sample shown = DocumentSamples.of("json").get(0);
    assertThat(shown.place()).startsWith("docs/cluster.md:");
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readTree(shown.code()))
        .isEqualTo(json.readTree(Cli.repository("examples/hospitals/hospitals.json").toFile()));
  }

  @ParameterizedTest
  @CsvSource({
    "'On a host: (not run by a test: needs root)', true",
    "'Not tried:', false",
    "'(not run by a test: )', false"
  })
  void reason_inWords_isOneWhereItSaysWhy(String above, boolean accepted) {
    assertThat(isAccountedFor(new Block("docs/x.md", 3, "text", above), Set.of()))
        .isEqualTo(accepted);
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    Path root = Cli.repository("");
    for (Path page : pages(root)) {
      addBlocks(root.relativize(page).toString(), Files.readAllLines(page), blocks);
    }
    return blocks;
  }

  private static void addBlocks(String page, List<String> lines, List<Block> blocks) {
    boolean inside = false;
    String above = "";
    boolean ended = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (FENCE.matcher(line).matches()) {
        if (!inside) {
          blocks.add(new Block(page, i + 1, line.strip().substring(3).strip(), above));
        }
        inside = !inside;
        above = "";
      } else if (!inside && line.isBlank()) {
        ended = true;
      } else if (!inside) {
        above = ended ? line : above + "\n" + line;
        ended = false;
      }
    }
    assertThat(inside).as("a block without end in " + page).isFalse();
  }

  private static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            return name != null && NOT_OURS.contains(name.toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }
}
