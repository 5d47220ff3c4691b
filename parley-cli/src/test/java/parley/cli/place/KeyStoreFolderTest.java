package parley.cli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.report.FitListener;

class KeyStoreFolderTest {
  private static final String SESSION = "0".repeat(64);

  @TempDir private Path folder;

  @AfterEach
  void end() {
    Cleanup.undoAll();
  }

  @Test
  void at_placeOfAnotherTraining_refusedAndLeftAlone() throws IOException {
    Path keys = folder.resolve("keys");
    KeyStoreFolder.at(keys, false).begin();
    Files.createDirectory(keys.resolve("north"));

    assertThatThrownBy(() -> KeyStoreFolder.at(keys, true))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "cannot keep the providers' keys in " + keys + ": another run is at work there");
    assertThat(keys.resolve("north")).exists();
  }

  @Test
  void undo_storesOfOthersThatAppeared_stay() throws IOException {
    Path keys = folder.resolve("keys");
    KeyStoreFolder own = KeyStoreFolder.at(keys, false);
    own.begin();
    own.listening(FitListener.NONE).began(SESSION);
    Files.writeString(Files.createDirectory(keys.resolve("north")).resolve("key"), "theirs");

    Cleanup.undoAll();

    assertThat(keys.resolve("north/key")).hasContent("theirs");
  }

  @Test
  void undo_nothingMade_leavesNothing() {
    KeyStoreFolder.at(folder.resolve("keys"), false).begin();

    Cleanup.undoAll();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void undo_forced_bringsBackWhatWasThere() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("old"), "old");
    KeyStoreFolder.at(keys, true).begin();
    assertThat(keys).isEmptyDirectory();

    Cleanup.undoAll();

    assertThat(keys.resolve("old")).hasContent("old");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void requireAll_storeGone_namesTheProvider() {
    KeyStoreFolder own = KeyStoreFolder.at(folder.resolve("keys"), false);
    own.begin();
    own.listening(FitListener.NONE).began(SESSION);

    assertThatThrownBy(() -> own.requireAll(List.of("north")))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the key store of north is not in");
  }
}
