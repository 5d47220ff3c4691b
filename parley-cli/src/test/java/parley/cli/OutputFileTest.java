package parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.table.InputException;
import parley.mhe.ParleyException;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void write_newFile_isWholeAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.html");

    OutputFile.at(file, false).write("text".getBytes(UTF_8));

    assertThat(file).hasContent("text");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(Files.list(folder)).hasSize(1);
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
    OutputFile.at(file, true).write("new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
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

    assertThat(model.resolve("old")).hasContent("old");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void directoryWrite_forced_replacesTheWholeFolder() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("old"), "old");

    OutputDirectory.at(model.toString(), true, new Configuration())
        .write(
            fresh -> {
              Path at = Path.of(java.net.URI.create(fresh));
              Files.createDirectory(at);
              Files.writeString(at.resolve("new"), "new");
            });

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
