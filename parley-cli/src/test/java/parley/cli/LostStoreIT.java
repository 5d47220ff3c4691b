package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.ExitCode;

/** A training whose keys somebody else takes away says so at its end, and leaves no model. */
class LostStoreIT {
  @TempDir private Path folder;

  /** Standard error on which a store goes as soon as an iteration is told of. */
  private final class Thief extends StringWriter {
    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      Path store = folder.resolve("store/provider-1");
      if (text.contains("iteration ") && Files.exists(store)) {
        try {
          FileUtils.deleteDirectory(store.toFile());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Test
  void train_storeTakenAwayMeanwhile_namesItsProviderAndLeavesNoModel() {
    assertThat(Cli.run("keygen", "--out", folder.resolve("querier.key").toString()).code())
        .isZero();
    StringWriter out = new StringWriter();
    Thief err = new Thief();

    int code =
        Parley.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Cli.trainBreastCancer(
                "--features",
                "worst_area",
                "--providers",
                "3",
                "--max-iter",
                "1",
                "--querier-key",
                folder.resolve("querier.key").toString(),
                "--key-store",
                folder.resolve("store").toString(),
                "--passphrase-from",
                "none",
                "--model-out",
                folder.resolve("model").toString()));

    assertThat(err.toString())
        .contains("error: cannot keep the model: the key store of provider-1 is not in ");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("model")).doesNotExist();
    assertThat(folder.resolve("store")).doesNotExist();
  }
}
