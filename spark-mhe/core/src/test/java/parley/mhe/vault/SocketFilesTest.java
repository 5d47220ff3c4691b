package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a vault listens, and who may reach it. */
class SocketFilesTest {
  @TempDir private Path folder;

  private VaultConfig config() {
    return VaultConfig.of(List.of("hospital-1"), folder.resolve("run"), folder.resolve("keys"));
  }

  private Path socket() {
    return folder.resolve("run").resolve("hospital-1");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void start_ownUserOnly_modes700And600() throws IOException {
    try (VaultServer vault = VaultServer.start(config())) {
      assertThat(vault.sockets()).containsExactly(socket());
      assertThat(mode(folder.resolve("run"))).isEqualTo("rwx------");
      assertThat(mode(folder.resolve("keys"))).isEqualTo("rwx------");
      assertThat(mode(socket())).isEqualTo("rw-------");
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void start_withGroup_modes750And660() throws IOException {
    String group = Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
    try (VaultServer vault = VaultServer.start(config().withGroup(group))) {
      assertThat(mode(folder.resolve("run"))).isEqualTo("rwxr-x---");
      assertThat(mode(socket())).isEqualTo("rw-rw----");
      assertThat(mode(folder.resolve("keys"))).isEqualTo("rwx------");
    }
  }

  @Test
  void start_unknownGroup_isRefused() {
    assertThatThrownBy(() -> VaultServer.start(config().withGroup("no-such-group")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("expected a group of this system, got no-such-group");
  }

  @Test
  void start_whileAnotherListens_isRefusedAndThatOneGoesOn() {
    try (VaultServer first = VaultServer.start(config())) {
      assertThatThrownBy(() -> VaultServer.start(config()))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("another vault does");
      assertThat(first.sockets().get(0)).exists();
    }
  }

  @Test
  void start_whileAnotherProgramListens_isRefused() throws IOException {
    SocketFiles.prepare(folder.resolve("run"), java.util.Optional.empty());
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(socket()));
      assertThatThrownBy(() -> VaultServer.start(config()))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("another vault does");
      assertThat(socket()).exists();
    }
  }

  @Test
  void start_staleSocketOfADeadProcess_isReplaced() throws IOException {
    SocketFiles.prepare(folder.resolve("run"), java.util.Optional.empty());
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket()));
    }
    assertThat(socket()).exists();
    try (VaultServer vault = VaultServer.start(config())) {
      assertThat(mode(vault.sockets().get(0))).isEqualTo("rw-------");
    }
  }

  @Test
  void start_fileInThePlaceOfTheSocket_isRefusedAndKept() throws IOException {
    SocketFiles.prepare(folder.resolve("run"), java.util.Optional.empty());
    Files.writeString(socket(), "precious");
    assertThatThrownBy(() -> VaultServer.start(config()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("something else is there, expected a socket or nothing");
    assertThat(socket()).hasContent("precious");
  }

  @Test
  void start_folderThatOthersCanWriteTo_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("run"));
    Files.setPosixFilePermissions(
        folder.resolve("run"), PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(() -> VaultServer.start(config()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("expected mode 700 or 750")
        .hasMessageContaining("got rwxrwx---");
  }

  @Test
  void start_pathOf107Bytes_isRefused() {
    Path run = folder.resolve("run");
    int left = SocketFiles.LONGEST_PATH - run.toString().length() - 1;
    VaultConfig longest = VaultConfig.of(List.of("p".repeat(left)), run, folder.resolve("keys"));
    VaultConfig longer = VaultConfig.of(List.of("p".repeat(left + 1)), run, folder.resolve("k"));
    VaultServer.start(longest).close();
    assertThatThrownBy(() -> VaultServer.start(longer))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("its path is too long, expected at most 106 bytes, got 107");
  }

  @Test
  void of_nameThatIsNoFileName_isEscaped() {
    assertThat(SocketFiles.of(folder, "../St. Anna").getFileName())
        .hasToString("%2E.%2FSt.%20Anna");
  }

  @Test
  void config_noProviderOrOneTwice_isRefused() {
    for (List<String> names : List.of(List.<String>of(), List.of("a", "a"), List.of(" "))) {
      assertThatThrownBy(() -> VaultConfig.of(names, folder, folder))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
