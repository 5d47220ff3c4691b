package parley.cli.query;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.model.QuerierOptions;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.DisclosureRules;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How sums over providers are protected, and who reads them. */
public final class SumOptions {
  @Option(
      names = "--protection",
      paramLabel = "P",
      defaultValue = "encrypted",
      description =
          "encrypted; masked: sums under masks that cancel, which this process reads; or plain: the"
              + " driver sees each provider's sums (default: encrypted)")
  private String protection = "encrypted";

  @Mixin private QuerierOptions querier = new QuerierOptions();

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

  /** Who asks. */
  public QuerierOptions querier() {
    return querier;
  }

  public boolean plain() {
    return protection.equals("plain");
  }

  /**
   * Refuses the rules of sums where none are asked for.
   *
   * @param instead what is done in their place, such as {@code --release sealed}
   */
  public void refuseRules(String instead) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--least-rows", leastRows != 0);
    given.put("--least-contributors", leastContributors != 0);
    given.put("--round-to", roundTo != 1);
    given.put("--noise", noise != null);
    given.put("--id-column", idColumn != null);
    given.forEach(
        (option, used) -> {
          if (used) {
            throw new InputException(
                "cannot use %s with %s: it is a rule for statistics, expected none"
                    .formatted(option, instead));
          }
        });
  }

  /** Refuses what cannot be before any row is read. */
  public void check() {
    if (!protection.equals("encrypted") && !plain() && !masked()) {
      throw new InputException(
          "cannot use --protection: expected encrypted, masked or plain, got " + protection);
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
    if (masked() && noise != null) {
      throw new InputException(
          "cannot use --noise with --protection masked: no provider adds any there, expected"
              + " --protection encrypted");
    }
    querier.checkPolicy();
    if (masked()) {
      refuseUnderMasks("--querier-key", querier.key(), "nobody needs a key to read the sums");
      refuseUnderMasks("--vault", querier.vault(), "no vault answers masked sums");
    }
    if (plain()) {
      refuseInClear("--querier-key", querier.key());
      refuseInClear("--policy", querier.policy());
      refuseInClear("--vault", querier.vault());
    }
    if (querier.policy() != null && querier.vault() != null) {
      throw new InputException(
          "cannot use --policy with --vault: a vault has its own policy, expected one of both");
    }
  }

  /**
   * Refuses masks where more than sums is asked for.
   *
   * @param instead what is done in their place, such as {@code --release sealed}
   */
  public void refuseMasks(String instead) {
    if (masked()) {
      throw new InputException(
          "cannot use --protection masked with %s: under masks there are sums alone, expected"
                  .formatted(instead)
              + " encrypted or plain");
    }
  }

  private boolean masked() {
    return protection.equals("masked");
  }

  private static void refuseUnderMasks(String option, @Nullable Path value, String why) {
    if (value != null) {
      throw new InputException(
          "cannot use %s with --protection masked: %s, expected --protection encrypted"
              .formatted(option, why));
    }
  }

  /** Refuses what is there for encryption alone, of sums that are added up in clear. */
  public static void refuseInClear(String option, @Nullable Path value) {
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
    Path key = querier.key();
    if (key != null) {
      try {
        with = with.withQuerierKey(key.toString(), querier.passphraseOrNone());
      } catch (ParleyException e) {
        throw new InputException(String.valueOf(e.getMessage()), e);
      }
    }
    Path sockets = querier.vault();
    if (sockets != null) {
      with = with.withVault(sockets.toAbsolutePath().toString());
    }
    Path policy = querier.policy();
    return policy == null ? with : with.withPolicy(policy.toAbsolutePath().toString());
  }
}
