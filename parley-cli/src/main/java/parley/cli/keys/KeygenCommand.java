package parley.cli.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.model.SavedModel;
import parley.cli.place.OutputFile;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.cli.terminal.Sessions;
import parley.error.ParleyException;
import parley.fl.plan.PlanFile;
import parley.fl.protection.Engines;
import parley.fl.sealed.HasSealedWeights;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
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
public final class KeygenCommand implements Callable<Integer> {
  /** Beside the key file: the fingerprint, for the providers. */
  static final String PUBLIC_SUFFIX = ".pub";

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the key file to write, mode 600, and FILE.pub with its fingerprint; with --public-for"
              + " the file of the public key")
  private @Nullable Path out;

  @Option(
      names = "--public-for",
      paramLabel = "PLAN",
      description =
          "write the signed public key of --querier-key for that plan, or the sealed model in that"
              + " folder, for a querier that is apart")
  private @Nullable Path plan;

  @Option(
      names = "--querier-key",
      paramLabel = "FILE",
      description = "with --public-for: the key file; it stays here")
  private @Nullable Path querierKey;

  @Option(
      names = "--fingerprint",
      paramLabel = "FILE",
      description = "only print the fingerprint of that key file")
  private @Nullable Path known;

  @Option(
      names = "--passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description =
          "where the passphrase of the key is (of --querier-key too): file:PATH, env:NAME or prompt"
              + " (default: none)")
  private @Nullable PassphraseSource passphrase;

  @Option(names = "--force", description = "replace the files")
  private boolean force;

  @Override
  public Integer call() {
    if ((out == null) == (known == null)) {
      throw new InputException("cannot make a key: expected --out FILE or --fingerprint FILE");
    }
    if ((plan == null) != (querierKey == null) || (plan != null && out == null)) {
      throw new InputException(
          "cannot make a public key: expected --public-for PLAN, --querier-key FILE and --out FILE"
              + " together");
    }
    String result;
    if (known != null) {
      result = QuerierKey.read(known, source()).fingerprint();
    } else if (plan != null && querierKey != null && out != null) {
      result = publish(plan, querierKey, out);
    } else {
      result = make(Objects.requireNonNull(out));
    }
    Console.of(spec).result(result);
    return ExitCode.DONE;
  }

  private String publish(Path planFile, Path keyFile, Path file) {
    OutputFile shown = OutputFile.at(file, force);
    if (Files.isDirectory(planFile)) {
      shown.write(publicKey(planFile.toString(), keyFile));
      return file + System.lineSeparator() + QuerierKey.read(keyFile, source()).fingerprint();
    }
    PlanFile read = PlanFile.read(planFile);
    QuerierKey key = QuerierKey.read(keyFile, source());
    try (CkksContext context = CkksContext.open(read.parameters())) {
      shown.write(key.publicFor(context, read.digest()).toBytes());
    }
    return file + System.lineSeparator() + key.fingerprint();
  }

  private byte[] publicKey(String folder, Path keyFile) {
    HasSealedWeights<?> model = SavedModel.load(folder, Sessions.open()).model();
    if (!model.isSealed()) {
      throw new InputException(
          "cannot make a public key: the weights of model %s are known to whoever has it, expected a sealed model, or a plan"
              .formatted(folder));
    }
    try {
      return Engines.predictor()
          .publicKey(model.sealedModel(), keyFile.toAbsolutePath().toString(), source().toString());
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
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
