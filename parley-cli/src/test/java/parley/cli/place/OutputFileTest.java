package parley.cli.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Failures;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.mhe.party.secret.KeyException;

class OutputFileTest {
  @TempDir private Path folder;

  @AfterEach
  void end() {
    Cleanup.undoAll();
  }

  @Test
  void write_newFile_isWholeAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.html");

    OutputFile.at(file, false).write("text".getBytes(UTF_8));
    Cleanup.keepAll();

    assertThat(file).hasContent("text");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void write_newFile_isReadableAsTheUsersDefaultsSay() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    Path file = folder.resolve("a.html");

    OutputFile.at(file, false).write("text".getBytes(UTF_8));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void write_checkFails_leavesNothing() {
    OutputFile target = OutputFile.at(folder.resolve("a"), false);
    RuntimeException unfit = new IllegalStateException("unfit");

    assertThatThrownBy(
            () ->
                target.write(
                    "text".getBytes(UTF_8),
                    written -> {
                      assertThat(written).hasContent("text").hasParent(folder);
                      assertThat(written.getFileName().toString()).startsWith(".a.");
                      throw unfit;
                    }))
        .isSameAs(unfit);

    assertThat(folder).isDirectoryNotContaining("glob:**a").isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void at_folderOrDanglingLink_refused() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    assertThatThrownBy(() -> OutputFile.at(inside, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a directory, expected a file");

    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("no"));
    OutputFile target = OutputFile.at(link, false);
    assertThatThrownBy(() -> target.write("text".getBytes(UTF_8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("something has appeared there");
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void writeSecret_newFile_isForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("key");

    OutputFile.at(file, false).writeSecret(new byte[] {1});

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void at_existingFile_refusedUnlessForced() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");

    assertThatThrownBy(() -> OutputFile.at(file, false))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot write " + file + ": it exists (--force replaces it)");
    Cleanup.undoAll(); // that command has ended
    OutputFile.at(file, true).write("new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    Cleanup.keepAll();
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void at_placeOfAnotherCommand_refusedBeforeAnything() {
    OutputFile.at(folder.resolve("a"), false);

    assertThatThrownBy(() -> OutputFile.at(folder.resolve("a"), true))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot write " + folder.resolve("a") + ": another run is at work");
  }

  @Test
  void at_deviceOrPipe_refusedThoughForced() {
    assertThatThrownBy(() -> OutputFile.at(Path.of("/dev/null"), true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a file or nothing");
  }

  @Test
  void write_somethingAppearedMeanwhile_leavesItAlone() throws IOException {
    Path file = folder.resolve("a");
    OutputFile target = OutputFile.at(file, false);
    Files.writeString(file, "theirs");

    assertThatThrownBy(() -> target.write("ours".getBytes(UTF_8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("something has appeared there");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    Cleanup.undoAll();

    assertThat(file).hasContent("theirs");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void write_commandFailsAfterwards_takesItAwayAndBringsBackWhatWasThere() throws IOException {
    Path made = folder.resolve("made");
    Path replaced = Files.writeString(folder.resolve("replaced"), "old");
    OutputFile.at(made, false).write("new".getBytes(UTF_8));
    OutputFile.at(replaced, true).write("new".getBytes(UTF_8));
    assertThat(replaced).hasContent("new");

    Cleanup.undoAll();

    assertThat(made).doesNotExist();
    assertThat(replaced).hasContent("old");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void write_commandFailsAfterAnotherReplacedTheFile_leavesTheirs() throws IOException {
    Path file = folder.resolve("a");
    OutputFile.at(file, false).write("ours".getBytes(UTF_8));
    Path theirs = Files.writeString(folder.resolve("b"), "theirs");
    Files.move(theirs, file, StandardCopyOption.REPLACE_EXISTING);

    Cleanup.undoAll();

    assertThat(file).hasContent("theirs");
  }

  /** What was replaced is not put over what others put there: it is left beside it. */
  @Test
  void undo_othersReplacedWhatReplaced_keepsBoth() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    OutputFile.at(file, true).write("ours".getBytes(UTF_8));
    Path theirs = Files.writeString(folder.resolve("b"), "theirs");
    Files.move(theirs, file, StandardCopyOption.REPLACE_EXISTING);

    Cleanup.undoAll();

    assertThat(file).hasContent("theirs");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(p -> p.getFileName().toString().endsWith(".old")))
          .singleElement()
          .satisfies(old -> assertThat(old).hasContent("old"));
    }
  }

  @Test
  void undo_othersCameWhileItWasMovedAway_leavesTheirs() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    OwnedPlace.claim(file, "write a").moveAway();
    Files.writeString(file, "theirs");

    Cleanup.undoAll();

    assertThat(file).hasContent("theirs");
    assertThat(folder).isDirectoryNotContaining("glob:**.claim");
  }

  @Test
  void undo_twice_undoesOnce() {
    AtomicInteger undone = new AtomicInteger();
    Cleanup.register(this, Cleanup.always(undone::incrementAndGet));

    Cleanup.undoAll();
    Cleanup.undoAll();

    assertThat(undone).hasValue(1);
  }

  @Test
  void directoryWrite_somethingAppearedMeanwhile_leavesItAlone() throws IOException {
    Path model = folder.resolve("model");
    OutputDirectory target = OutputDirectory.at(model.toString(), false, new Configuration());
    Files.writeString(Files.createDirectory(model).resolve("theirs"), "theirs");

    assertThatThrownBy(() -> target.write(OutputFileTest::fill))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("something has appeared there");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
    Cleanup.undoAll();

    assertThat(model.resolve("theirs")).hasContent("theirs");
    assertThat(Files.list(model)).hasSize(1);
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void directoryWrite_commandFailsAfterwards_bringsBackWhatWasThere() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("old"), "old");
    OutputDirectory.at(model.toString(), true, new Configuration()).write(OutputFileTest::fill);
    assertThat(model.resolve("new")).exists();

    Cleanup.undoAll();

    assertThat(model.resolve("old")).hasContent("old");
    assertThat(model.resolve("new")).doesNotExist();
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void directoryWrite_diskFull_namesThePlaceInOneLine() {
    OutputDirectory target =
        OutputDirectory.at(folder.resolve("model").toString(), false, new Configuration());

    assertThatThrownBy(
            () ->
                target.write(
                    fresh -> {
                      throw new IllegalStateException(
                          "Job aborted", new IOException("No space left on device"));
                    }))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot write file:" + folder.resolve("model") + ": No space left on device");
  }

  /** Hadoop's local files throw no exception then, but an error. */
  @Test
  void directoryWrite_diskFullToHadoop_namesThePlaceInOneLine() throws Exception {
    OutputDirectory target =
        OutputDirectory.at(folder.resolve("model").toString(), false, new Configuration());
    Constructor<FSError> error = FSError.class.getDeclaredConstructor(Throwable.class);
    error.setAccessible(true);
    FSError full = error.newInstance(new IOException("No space left on device"));

    assertThatThrownBy(
            () ->
                target.write(
                    fresh -> {
                      throw full;
                    }))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot write file:" + folder.resolve("model") + ": No space left on device");
  }

  @Test
  void report_storeOnAFullDisk_isNoMistakeOfTheCallers() {
    PrintWriter none = new PrintWriter(Writer.nullWriter());
    IOException full = new IOException("No space left on device");

    assertThat(Failures.report(new KeyException("cannot create the key store", full), none))
        .isEqualTo(ExitCode.FAILED);
    assertThat(Failures.report(new KeyException("cannot open the key store"), none))
        .isEqualTo(ExitCode.USAGE);
  }

  private static void fill(String fresh) throws IOException {
    Path at = Path.of(java.net.URI.create(fresh));
    Files.createDirectory(at);
    Files.writeString(at.resolve("new"), "new");
  }

  @Test
  void at_folderMissingOrNotWritable_refused() {
    assertThatThrownBy(() -> OutputFile.at(folder.resolve("no/a"), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> OutputFile.at(Path.of("/proc/a"), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void directoryWrite_fails_leavesWhatWasThere() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("old"), "old");
    OutputDirectory target = OutputDirectory.at(model.toString(), true, new Configuration());

    assertThatThrownBy(
            () ->
                target.write(
                    fresh -> {
                      Path at = Path.of(java.net.URI.create(fresh));
                      Files.createDirectory(at);
                      Files.writeString(at.resolve("half"), "half");
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("disk full");

    Cleanup.undoAll();
    assertThat(model.resolve("old")).hasContent("old");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void directoryWrite_forcedOntoNothing_makesIt() {
    Path model = folder.resolve("model");

    OutputDirectory.at(model.toString(), true, new Configuration()).write(OutputFileTest::fill);

    assertThat(model.resolve("new")).hasContent("new");
  }

  /** The process is ended while the folder is being filled. */
  @Test
  void directoryWrite_undoneMeanwhile_isGoneAtOnce() {
    OutputDirectory target =
        OutputDirectory.at(folder.resolve("model").toString(), false, new Configuration());

    assertThatThrownBy(
            () ->
                target.write(
                    fresh -> {
                      fill(fresh);
                      Cleanup.undoAll();
                      assertThat(folder).isEmptyDirectory();
                      throw new IOException("ended");
                    }))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("ended");
  }

  @Test
  void directoryWrite_forced_replacesTheWholeFolder() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("old"), "old");

    OutputDirectory.at(model.toString(), true, new Configuration()).write(OutputFileTest::fill);
    Cleanup.keepAll();

    assertThat(model.resolve("new")).hasContent("new");
    assertThat(model.resolve("old")).doesNotExist();
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void directoryAt_existing_refusedUnlessForced() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));

    assertThatThrownBy(() -> OutputDirectory.at(model.toString(), false, new Configuration()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--force");
    assertThatThrownBy(() -> OutputDirectory.at(folder + "/no/model", false, new Configuration()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no folder");
  }
}
