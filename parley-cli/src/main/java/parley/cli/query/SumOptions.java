package parley.cli.query;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.model.VaultOption;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.DisclosureRules;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How sums over providers are protected, and who reads them. */
public final class SumOptions {
  @Option(
      names = "--protection",
      paramLabel = "P",
      defaultValue = "encrypted",
      description =
          "encrypted, or plain: the driver sees each provider's sums (default: encrypted)")
  private String protection = "encrypted";

  @Option(
      names = "--querier-key",
      paramLabel = "FILE",
      description = "the querier's key, made by keygen (default: one for this run only)")
  private @Nullable Path querierKey;

  @Option(
      names = "--querier-passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description = "where the passphrase of the querier's key is, if it has one")
  private @Nullable PassphraseSource passphrase;

  @Option(
      names = "--policy",
      paramLabel = "PLACE",
      description =
          "a policy beside the providers' own: a file, or a folder with PROVIDER.json for each")
  private @Nullable Path policy;

  @Mixin private VaultOption vault = new VaultOption();

  @Option(
      names = "--least-rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "open nothing of fewer rows; how many there are, all learn (default: 0, not asked)")
  private long leastRows;

  @Option(
      names = "--least-contributors",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "open nothing that fewer providers have rows for; how many, all learn (default: 0, not"
              + " asked)")
  private int leastContributors;

  @Option(
      names = "--round-to",
      paramLabel = "R",
      defaultValue = "1",
      description =
          "round counts to multiples of R before anything is made of them; this process has read"
              + " them (default: 1, none)")
  private long roundTo = 1;

  @Option(
      names = "--noise",
      paramLabel = "SIGMA",
      description =
          "each provider adds discrete Gaussian noise of this deviation to each of its counts"
              + " (default: none)")
  private @Nullable BigDecimal noise;

  @Option(
      names = "--id-column",
      paramLabel = "C",
      description =
          "the column that names each row, by which providers' policies tell rows apart (default:"
              + " all columns together)")
  private @Nullable String idColumn;

  /** The column that is text whatever stands in it, if there is one. */
  @Nullable String idColumn() {
    return idColumn;
  }

  boolean plain() {
    return protection.equals("plain");
  }

  /** Refuses what cannot be before any row is read. */
  public void check() {
    if (!protection.equals("encrypted") && !protection.equals("plain")) {
      throw new InputException(
          "cannot use --protection: expected encrypted or plain, got " + protection);
    }
    if (leastRows < 0 || leastContributors < 0) {
      throw new InputException(
          "cannot use --least-rows or --least-contributors: expected 0 or more, got %d and %d"
              .formatted(leastRows, leastContributors));
    }
    if (roundTo < 1) {
      throw new InputException(
          "cannot use --round-to: expected a whole number from 1, got " + roundTo);
    }
    rules();
    if (plain() && noise != null) {
      throw new InputException(
          "cannot use --noise with --protection plain: the driver sees each provider's counts"
              + " there, expected --protection encrypted");
    }
    if (policy != null && !Files.exists(policy)) {
      throw new InputException(
          "cannot read the policy " + policy + ": there is no such file or folder");
    }
    if (plain()) {
      refuseInClear("--querier-key", querierKey);
      refuseInClear("--policy", policy);
      refuseInClear("--vault", vault.folder());
    }
    if (policy != null && vault.folder() != null) {
      throw new InputException(
          "cannot use --policy with --vault: a vault has its own policy, expected one of both");
    }
  }

  private static void refuseInClear(String option, @Nullable Path value) {
    if (value != null) {
      throw new InputException(
          "cannot use "
              + option
              + " with --protection plain: nothing is encrypted there, expected --protection"
              + " encrypted");
    }
  }

  /** Whether counts get noise. */
  boolean addsNoise() {
    return noise != null;
  }

  private DisclosureRules rules() {
    DisclosureRules rules = new DisclosureRules(leastRows, leastContributors).withRounding(roundTo);
    try {
      return noise == null ? rules : rules.withNoise(noise);
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The query with these options. */
  public ProviderQuery applyTo(ProviderQuery query) {
    ProviderQuery with = query.withProtection(protection).withRules(rules());
    if (idColumn != null) {
      with = with.withIdCol(idColumn);
    }
    if (querierKey != null) {
      try {
        with =
            with.withQuerierKey(
                querierKey.toString(), passphrase == null ? PassphraseSource.none() : passphrase);
      } catch (ParleyException e) {
        throw new InputException(String.valueOf(e.getMessage()), e);
      }
    }
    Path sockets = vault.folder();
    if (sockets != null) {
      with = with.withVault(sockets.toAbsolutePath().toString());
    }
    return policy == null ? with : with.withPolicy(policy.toAbsolutePath().toString());
  }
}
