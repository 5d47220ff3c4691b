package parley.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import parley.mhe.ckks.SecretAccess;
import parley.mhe.party.QuerierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley keygen}: a key file for a querier. */
@Command(
    name = "keygen",
    description = "Make a querier's key; it serves any parameters.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeygenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the file to write, mode 600")
  private Path out;

  @Option(names = "--force", description = "replace the file")
  private boolean force;

  @Override
  public Integer call() {
    OutputFile.at(out, force).writeSecret(QuerierKey.generate().export(SecretAccess.forKeyStore()));
    Console.of(spec).result(out.toString());
    return ExitCode.DONE;
  }
}
