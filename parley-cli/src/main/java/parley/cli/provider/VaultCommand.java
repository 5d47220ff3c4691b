package parley.cli.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.mhe.binding.NativeLibrary;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.vault.VaultConfig;
import parley.mhe.vault.VaultException;
import parley.mhe.vault.VaultServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley vault}: holds providers' parties until it is ended by a signal. */
@Command(
    name = "vault",
    description = "Hold the key shares of a host's providers, away from its executors.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class VaultCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--provider",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "the providers whose parties it holds, and no others")
  private List<String> providers;

  @Option(
      names = "--sockets",
      required = true,
      paramLabel = "DIR",
      description = "folder in which each provider gets a socket of its name, mode 700")
  private Path sockets;

  @Option(
      names = "--key-store",
      required = true,
      paramLabel = "DIR",
      description = "where it keeps each session's key share and ledger")
  private Path keyStore;

  @Option(
      names = "--passphrase-from",
      required = true,
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfStores.class,
      description =
          "where this process finds the passphrase of its key stores: file:PATH, env:NAME or"
              + " prompt; none for stores that anyone can use who reads them")
  private PassphraseSource passphrase;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "let this group of the system connect as well, the executors' (750 and 660)")
  private @Nullable String group;

  @Option(
      names = "--policy",
      paramLabel = "PATH",
      description = "the providers' policy file, or a folder with PROVIDER.json for each")
  private @Nullable Path policy;

  @Override
  public Integer call() throws InterruptedException {
    try (VaultServer vault = start()) {
      Thread ending = new Thread(vault::close, "end-vault");
      Runtime.getRuntime().addShutdownHook(ending);
      Console.of(spec).result("ready: " + String.join(", ", providers) + " in " + sockets);
      Console.of(spec).requireWritten();
      vault.join();
    }
    return ExitCode.DONE;
  }

  private VaultServer start() {
    NativeLibrary.load();
    try {
      VaultConfig config = VaultConfig.of(providers, sockets, keyStore).withPassphrase(passphrase);
      config = group == null ? config : config.withGroup(group);
      return VaultServer.start(policy == null ? config : config.withPolicy(policy));
    } catch (VaultException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }
}
