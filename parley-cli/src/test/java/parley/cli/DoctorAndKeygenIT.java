package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorAndKeygenIT {
  @TempDir private Path folder;

  @Test
  void doctor_onThisMachine_findsEverythingInOrder() {
    Cli.Run run = Cli.run("doctor");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("architecture", "glibc 2.", "OpenFHE", "1.4.2", "Ready.");
    assertThat(run.out())
        .containsPattern("ok +kernels +agree with OpenFHE: yes \\((AVX2\\+FMA|scalar)\\)");
    assertThat(run.out()).doesNotContain("FAILED");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void doctor_json_isOneLine() {
    Cli.Run run = Cli.run("doctor", "--output", "json");

    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out()).startsWith("{\"ok\":true,\"checks\":{\"architecture\":{\"ok\":true,");
  }

  @Test
  void keygen_twice_writesTwoKeysForTheOwnerOnly() throws Exception {
    Path one = folder.resolve("one.key");
    Path two = folder.resolve("two.key");

    Cli.Run run = Cli.run("keygen", "--out", one.toString());
    Cli.run("keygen", "--out", two.toString());

    assertThat(run.code()).isZero();
    String fingerprint = Files.readString(folder.resolve("one.key.pub")).strip();
    assertThat(run.out().lines()).containsExactly(one.toString(), fingerprint);
    assertThat(fingerprint).matches("[0-9a-f]{64}");
    assertThat(Cli.run("keygen", "--fingerprint", one.toString()).out().strip())
        .isEqualTo(fingerprint);
    assertThat(folder.resolve("two.key.pub")).content().doesNotContain(fingerprint);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllBytes(one)).isNotEqualTo(Files.readAllBytes(two));
  }

  @Test
  void keygen_existingFile_keptUnlessForced() throws Exception {
    Path key = Files.writeString(folder.resolve("k"), "mine");

    assertThat(Cli.run("keygen", "--out", key.toString()).code()).isEqualTo(2);
    assertThat(key).hasContent("mine");
    assertThat(Cli.run("keygen", "--out", key.toString(), "--force").code()).isZero();
  }
}
