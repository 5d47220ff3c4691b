package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole trainings on a disk that fills up: a small one in memory, which an ordinary user may mount
 * in a user namespace of its own. It is gone with that namespace, so that a script does all of it.
 */
@Timeout(600)
class FullDiskIT {
  /**
   * Arguments: the disk's size, then the command, which logs as users see it and not as tests do.
   * Files tell how each run ended and left it.
   */
  private static final String SCRIPT =
      """
      set -u
      size=$1; shift
      export JAVA_TOOL_OPTIONS=-Dlog4j2.configurationFile=log4j2.properties
      mount -t tmpfs -o size="$size" tmpfs small
      echo theirs > small/theirs
      ./parley "$@" > out1 2> err1; echo $? > code1
      ls -A small > small1; ls -A saved > saved1
      mount -o remount,size=512m small
      ./parley "$@" > out2 2> err2; echo $? > code2
      find small -mindepth 1 -maxdepth 2 | sort > small2; ls -A saved > saved2
      cat small/theirs > theirs
      """;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws Exception {
    Cli.Run mount =
        CliProcess.run(
            new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"), folder);
    assumeTrue(
        mount.code() == 0,
        "SKIPPED: no disk of a size of its own: user namespaces are closed to this user: "
            + mount.err());
    CliProcess.writeLauncher(folder.resolve("parley"));
    Files.writeString(folder.resolve("script"), SCRIPT);
    Files.createDirectory(folder.resolve("small"));
    Files.createDirectory(folder.resolve("saved"));
    assertThat(Cli.run("keygen", "--out", folder.resolve("querier").toString()).code()).isZero();
  }

  private void train(String size, String store, String model) throws Exception {
    train(
        size,
        "--querier-key",
        "querier",
        "--key-store",
        store,
        "--passphrase-from",
        "none",
        "--checkpoint",
        "saved/checkpoint",
        "--checkpoint-interval",
        "1",
        "--model-out",
        model);
  }

  private void train(String size, String... more) throws Exception {
    ProcessBuilder script = new ProcessBuilder("unshare", "-rm", "bash", "script", size);
    List<String> usual =
        new ArrayList<>(List.of("--features", "mean_area", "--providers", "3", "--max-iter", "2"));
    usual.addAll(List.of(more));
    script.command().addAll(List.of(Cli.trainBreastCancer(usual.toArray(String[]::new))));
    Cli.Run run = CliProcess.run(script, folder);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private String text(String file) throws Exception {
    return Files.readString(folder.resolve(file)).strip();
  }

  private String error() throws Exception {
    List<String> errors = text("err1").lines().filter(l -> l.startsWith("error: ")).toList();
    assertThat(errors).as(text("err1")).hasSize(1);
    assertThat(text("err1")).as("Spark's stack traces").doesNotContain("\tat ");
    return errors.get(0);
  }

  @Test
  void keyStore_full_oneLineNamesItAndNothingIsLeft() throws Exception {
    train("6m", "small/store", "saved/model");

    assertThat(text("code1")).isEqualTo("1");
    assertThat(error())
        .contains(folder.resolve("small/store/provider-").toString(), "No space left on device");
    assertThat(text("small1")).isEqualTo("theirs");
    assertThat(text("saved1").replace("checkpoint", "")).isEmpty();
    assertThat(text("code2")).as(text("err2")).isEqualTo("0");
    assertThat(text("err2")).doesNotContain("going on with the training");
    assertThat(text("small2").lines()).contains("small/store/provider-2", "small/theirs");
    assertThat(text("saved2").lines()).contains("model");
    assertThat(text("theirs")).isEqualTo("theirs");
  }

  /** The training itself is done: it is not lost, and the same command need not repeat it. */
  @Test
  void model_full_keysAndCheckpointStayUntilItIsSaved() throws Exception {
    train("64k", "saved/store", "small/model");

    assertThat(text("code1")).as(text("err1")).isEqualTo("1");
    assertThat(error())
        .contains(folder.resolve("small/model").toString(), "No space left on device");
    assertThat(text("small1")).isEqualTo("theirs");
    assertThat(text("saved1").lines()).containsExactly("checkpoint", "store");
    assertThat(text("code2")).as(text("err2")).isEqualTo("0");
    assertThat(text("err2")).contains("going on with the training that --checkpoint holds");
    assertThat(text("small2").lines()).contains("small/model/columns.json", "small/theirs");
    assertThat(folder.resolve("saved/checkpoint")).isEmptyDirectory();
    assertThat(text("theirs")).isEqualTo("theirs");
  }

  /** Spark writes such a model by itself, and tells in its log what it could not write. */
  @Test
  void modelInClear_full_oneLineNamesItAndNothingIsLeft() throws Exception {
    train("12k", "--protection", "plain", "--model-out", "small/model");

    assertThat(text("code1")).as(text("err1")).isEqualTo("1");
    assertThat(error())
        .contains(folder.resolve("small/model").toString(), "No space left on device");
    assertThat(text("small1")).isEqualTo("theirs");
    assertThat(text("code2")).as(text("err2")).isEqualTo("0");
    assertThat(text("small2").lines()).contains("small/model/columns.json", "small/theirs");
  }
}
