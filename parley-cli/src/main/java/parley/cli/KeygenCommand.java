package parley.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.SecretAccess;
import parley.mhe.party.PassphraseSource;
import parley.mhe.party.QuerierKey;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley keygen}: a key file for a querier, and the fingerprint that providers know. */
@Command(
    name = "keygen",
    description = "Make a querier's key; it serves any parameters.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeygenCommand implements Callable<Integer> {
  /** Beside the key file: the fingerprint, for the providers. */
  static final String PUBLIC_SUFFIX = ".pub";

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Task task;

  private static final class Task {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "the key file to write, mode 600; FILE.pub gets its fingerprint")
    private @Nullable Path out;

    @Option(
        names = "--fingerprint",
        paramLabel = "FILE",
        description = "only print the fingerprint of that key file")
    private @Nullable Path known;
  }

  @Option(
      names = "--passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description =
          "where the passphrase of the key is: file:PATH, env:NAME or prompt (default: none)")
  private @Nullable PassphraseSource passphrase;

  @Option(names = "--force", description = "replace the files")
  private boolean force;

  @Override
  public Integer call() {
    if (task.known != null) {
      Console.of(spec).result(QuerierKey.read(task.known, source()).fingerprint());
    } else if (task.out != null) {
      Console.of(spec).result(make(task.out));
    }
    return ExitCode.DONE;
  }

  private String make(Path file) {
    OutputFile secret = OutputFile.at(file, force);
    OutputFile shown =
        OutputFile.at(file.resolveSibling(file.getFileName() + PUBLIC_SUFFIX), force);
    QuerierKey key = QuerierKey.generate();
    String fingerprint = key.fingerprint();
    secret.writeSecret(key.export(SecretAccess.forKeyStore(), source()));
    shown.write((fingerprint + "\n").getBytes(StandardCharsets.UTF_8));
    if (passphrase == null) {
      Console.of(spec)
          .say("the key is not encrypted: whoever reads the file has it (--passphrase-from)");
    }
    return file + System.lineSeparator() + fingerprint;
  }

  private PassphraseSource source() {
    return passphrase == null ? PassphraseSource.none() : passphrase;
  }
}
