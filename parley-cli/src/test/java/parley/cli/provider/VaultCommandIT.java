package parley.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.Cli;
import parley.cli.CliProcess;

/** {@code parley vault} as a service manager runs it. */
@Timeout(120)
class VaultCommandIT {
  @TempDir private Path folder;

  private ProcessBuilder vault(String providers) {
    return CliProcess.command(
        folder,
        "vault",
        "--provider",
        providers,
        "--sockets",
        "run",
        "--key-store",
        "keys",
        "--passphrase-from",
        "none");
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  @Test
  void vault_untilSigterm_readyLineSocketsAndCleanEnd() throws Exception {
    Process process =
        vault("hospital-1,hospital-2")
            .redirectError(folder.resolve("vault-messages").toFile())
            .start();
    assertThat(firstLine(process)).isEqualTo("ready: hospital-1, hospital-2 in run");
    Path run = folder.resolve("run");
    for (String name : new String[] {"hospital-1", "hospital-2"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve(name))))
          .isEqualTo("rw-------");
    }

    Cli.Run second =
        CliProcess.run(
            folder,
            "vault",
            "--provider",
            "hospital-2",
            "--sockets",
            "run",
            "--key-store",
            "keys",
            "--passphrase-from",
            "none");
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("error: cannot listen at").contains("another vault does");

    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(run.resolve("hospital-1")).doesNotExist();
    assertThat(folder.resolve("vault-messages")).content().isEmpty();
  }
}
