package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.cli.place.OutputDirectory;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;

/** Folders on a file system of Hadoop's that has no locks: this machine's under another name. */
class OutputDirectoryElsewhereTest {
  @TempDir private Path folder;

  private Path model;
  private OutputDirectory target;

  /** A file system that may refuse what it is asked, or have others write just before a move. */
  public static final class Elsewhere extends RawLocalFileSystem {
    private static boolean readOnly;
    private static boolean failing;
    private static @Nullable String immovable;
    private static @Nullable Path appearing;

    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path path) throws IOException {
      return !readOnly && super.mkdirs(path);
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path path, FsPermission permission)
        throws IOException {
      return !readOnly && super.mkdirs(path, permission);
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      if (immovable != null
          && (from.getName().endsWith(immovable) || to.getName().endsWith(immovable))) {
        if (failing) {
          throw new IOException("the new folder cannot be moved by force");
        }
        return false;
      }
      if (appearing != null) {
        Files.writeString(Files.createDirectory(appearing).resolve("theirs"), "theirs");
        appearing = null;
      }
      return super.rename(from, to);
    }
  }

  @BeforeEach
  void begin() {
    Elsewhere.readOnly = false;
    Elsewhere.failing = false;
    Elsewhere.immovable = null;
    Elsewhere.appearing = null;
    model = folder.resolve("model");
  }

  @AfterEach
  void end() {
    Cleanup.undoAll();
  }

  private static OutputDirectory at(Path place, boolean force) {
    Configuration configuration = new Configuration();
    configuration.setClass(
        "fs.elsewhere.impl", Elsewhere.class, org.apache.hadoop.fs.FileSystem.class);
    return OutputDirectory.at("elsewhere://" + place, force, configuration);
  }

  private static void fill(String fresh) throws IOException {
    Path at = Files.createDirectory(Path.of(URI.create(fresh).getPath()));
    Files.writeString(at.resolve("new"), "new");
  }

  private void old() throws IOException {
    Files.writeString(Files.createDirectory(model).resolve("old"), "old");
  }

  private void assertAlone(String name) throws IOException {
    try (var inside = Files.list(folder)) {
      assertThat(inside).containsExactly(model);
    }
    try (var inside = Files.list(model)) {
      assertThat(inside).containsExactly(model.resolve(name));
    }
    assertThat(model.resolve(name)).hasContent(name);
  }

  @Test
  void write_nothingThere_appearsWhole() throws IOException {
    at(model, false).write(OutputDirectoryElsewhereTest::fill);

    assertAlone("new");
  }

  @Test
  void write_forced_replacesTheWholeFolder() throws IOException {
    old();

    at(model, true).write(OutputDirectoryElsewhereTest::fill);

    assertAlone("new");
  }

  @Test
  void write_somethingAppearedMeanwhile_leavesItAlone() throws IOException {
    target = at(model, false);
    Files.writeString(Files.createDirectory(model).resolve("theirs"), "theirs");

    assertThatThrownBy(() -> target.write(OutputDirectoryElsewhereTest::fill))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("something has appeared there");

    assertAlone("theirs");
  }

  /** Hadoop then moves the new folder into the other. */
  @Test
  void write_somethingAppearedAtTheLastMoment_leavesItAlone() throws IOException {
    target = at(model, false);
    Elsewhere.appearing = model;

    assertThatThrownBy(() -> target.write(OutputDirectoryElsewhereTest::fill))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("something has appeared there");

    assertAlone("theirs");
  }

  /** Some file systems say no, others throw. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_cannotBeMovedIntoPlace_bringsBackWhatWasThere(boolean failing) throws IOException {
    old();
    target = at(model, true);
    Elsewhere.immovable = ".new";
    Elsewhere.failing = failing;

    assertThatThrownBy(() -> target.write(OutputDirectoryElsewhereTest::fill))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot write elsewhere:" + model + ": the new folder cannot be");

    assertAlone("old");
  }

  @Test
  void write_oldCannotBeMovedAway_leavesIt() throws IOException {
    old();
    target = at(model, true);
    Elsewhere.immovable = ".old";

    assertThatThrownBy(() -> target.write(OutputDirectoryElsewhereTest::fill))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the old folder cannot be moved away");

    assertAlone("old");
  }

  @Test
  void at_folderMissingOrReadOnlyOrTaken_refused() throws IOException {
    assertThatThrownBy(() -> at(folder.resolve("no/model"), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no folder");
    old();
    assertThatThrownBy(() -> at(model, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it exists (--force replaces it)");
    Elsewhere.readOnly = true;
    assertThatThrownBy(() -> at(model, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its parent folder is read-only");
  }
}
