package parley.mhe.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;

class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void probe_usable_leavesNothing() {
    assertThatCode(() -> TemporaryFolder.probe(folder, true)).doesNotThrowAnyException();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void probe_missingOrAFileOrNotWritable_namesTheFolderAndWhatIsWrong() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(folder.resolve("no"), "there is no such folder");
    assertRefused(file, "it is not a folder");
    assertRefused(Path.of("/proc"), "it cannot be written to: ");
  }

  /** /dev/shm and /run are mounted noexec on many systems; where none is, nothing is compared. */
  @Test
  void probe_mountedNoexec_saysSo() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      String[] words = line.split(" ");
      Path mounted = Path.of(words[1]);
      if (words[2].equals("tmpfs")
          && words[3].contains("noexec")
          && words[3].startsWith("rw")
          && Files.isWritable(mounted)) {
        assertRefused(mounted, "nothing in it can be executed (mounted noexec)");
        assertThatCode(() -> TemporaryFolder.probe(mounted, false)).doesNotThrowAnyException();
        return;
      }
    }
    System.err.println("SKIPPED: no writable file system is mounted noexec here");
  }

  private static void assertRefused(Path folder, String reason) {
    assertThatThrownBy(() -> TemporaryFolder.probe(folder, true))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot use the temporary folder " + folder + ": " + reason);
  }
}
