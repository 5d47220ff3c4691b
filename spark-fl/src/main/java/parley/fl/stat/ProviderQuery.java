package parley.fl.stat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.Defaults;
import parley.fl.cosine.Cosine;
import parley.fl.cosine.CosineRun;
import parley.fl.cosine.CosineTerms;
import parley.fl.data.ProviderRdd;
import parley.fl.querier.HiddenGlm;
import parley.fl.querier.encrypted.HiddenGlmRun;
import parley.fl.statistic.RowSums;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.run.OwnResult;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumQuerier;
import parley.fl.table.Category;
import parley.fl.table.ProviderTable;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.vault.VaultHome;

/**
 * A table of several providers, and how questions on it are answered: who holds which rows, how
 * sums are protected, who reads them. Immutable, thread-safe.
 *
 * <p>By default each partition is a provider, sums are encrypted under a collective key, and the
 * querier's key is one of this process that is gone with each answer.
 */
public final class ProviderQuery {
  /** More levels than so many make a result that nobody reads. */
  private static final int MOST_LEVELS = 10_000;

  private final Dataset<?> frame;
  private @Nullable String providerCol;
  private List<String> partitionProviders = List.of();
  private @Nullable String idCol;
  private String protection = Defaults.PROTECTION;
  private @Nullable QuerierKey querier;
  private @Nullable String policy;
  private @Nullable String vault;
  private Duration timeout = Duration.ofSeconds(Defaults.ROUND_TIMEOUT_SECONDS);
  private DisclosureRules rules = DisclosureRules.NONE;

  private ProviderQuery(Dataset<?> frame) {
    this.frame = frame;
  }

  private ProviderQuery copy() {
    ProviderQuery same = new ProviderQuery(frame);
    same.providerCol = providerCol;
    same.partitionProviders = partitionProviders;
    same.idCol = idCol;
    same.protection = protection;
    same.querier = querier;
    same.policy = policy;
    same.vault = vault;
    same.timeout = timeout;
    same.rules = rules;
    return same;
  }

  /** A table, each partition of which is a provider. */
  public static ProviderQuery of(Dataset<?> frame) {
    return new ProviderQuery(frame);
  }

  /** With a column that names each row's provider; Spark moves the rows to them. */
  public ProviderQuery withProviderCol(String column) {
    ProviderQuery other = copy();
    other.providerCol = column;
    other.partitionProviders = List.of();
    return other;
  }

  /** With a name for each partition's provider, sorted. */
  public ProviderQuery withPartitionProviders(List<String> names) {
    ProviderQuery other = copy();
    other.providerCol = null;
    other.partitionProviders = List.copyOf(names);
    return other;
  }

  /**
   * With a column that names each row, such as a patient's number, by which providers' policies
   * tell rows apart; all columns together do without one.
   */
  public ProviderQuery withIdCol(String column) {
    ProviderQuery other = copy();
    other.idCol = column;
    return other;
  }

  /**
   * With another protection.
   *
   * @param value {@code encrypted}; {@code masked}: the driver then reads the sums and no
   *     provider's part; or {@code plain}: it then sees each provider's sums
   */
  public ProviderQuery withProtection(String value) {
    ProviderQuery other = copy();
    other.protection = value;
    return other;
  }

  /** With a querier's key from its file, by which the providers' policies know the querier. */
  public ProviderQuery withQuerierKey(String file, PassphraseSource passphrase) {
    ProviderQuery other = copy();
    other.querier = QuerierKey.read(Path.of(file), passphrase);
    return other;
  }

  /**
   * With one more policy than the providers' own.
   *
   * @param place a file, or a folder with a file {@code PROVIDER.json} for each
   */
  public ProviderQuery withPolicy(String place) {
    ProviderQuery other = copy();
    other.policy = place;
    return other;
  }

  /**
   * With parties in vaults, which have policies of their own.
   *
   * @param folder with their sockets
   */
  public ProviderQuery withVault(String folder) {
    ProviderQuery other = copy();
    other.vault = folder;
    return other;
  }

  /** With what queries ask of themselves before a result is opened. */
  public ProviderQuery withRules(DisclosureRules value) {
    ProviderQuery other = copy();
    other.rules = value;
    return other;
  }

  /** With another time that a round may take. */
  public ProviderQuery withRoundTimeout(Duration value) {
    ProviderQuery other = copy();
    other.timeout = value;
    return other;
  }

  /**
   * A category with the levels that occur, in their alphabetical order, which the driver reads from
   * the rows. Where providers are apart name the levels they agreed on instead, with {@link
   * Category}.
   *
   * @throws InvalidDataException with no level or more than 10000
   */
  public Category levelsOf(String column) {
    Dataset<Row> values =
        frame
            .select(functions.col(ProviderRdd.quoted(column)).cast("string").as("level"))
            .na()
            .drop()
            .distinct()
            .limit(MOST_LEVELS + 1);
    Set<String> levels =
        values.collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toCollection(TreeSet::new));
    if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
      throw new InvalidDataException(
          "cannot use column "
              + column
              + " for a category: expected 1 to "
              + MOST_LEVELS
              + " levels, got "
              + (levels.isEmpty() ? "none" : "more"));
    }
    return new Category(column, List.copyOf(levels));
  }

  /**
   * The answer to a question.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   * @throws parley.error.ParleyException if the rules do not go with the question, a value cannot
   *     be used, a provider refuses or does not answer, or the sums give no result
   */
  public <R> StatisticRun.Result<R> ask(Statistic<R> statistic) {
    rules.requireFit(statistic);
    try (ProviderTable table = table(statistic)) {
      return StatisticRun.of(statistic, table, protection, querier(), options(), rules);
    }
  }

  /** The cosine of two providers' vectors. */
  StatisticRun.Result<Cosine> ask(CosineTerms terms) {
    if (!rules.none()) {
      throw new ParleyException(
          "cannot compute a cosine: rules are about sums over providers, expected none, got some");
    }
    if (!protection.equals("plain")) {
      requireEncrypted("compute a cosine", protection);
    }
    try (ProviderTable table =
        ProviderTable.of(frame, terms.columns(), providerCol, partitionProviders, idCol)) {
      return protection.equals("plain")
          ? CosineRun.plain(terms, table)
          : CosineRun.encrypted(terms, table, querier(), options());
    }
  }

  /**
   * The answer to a question on all rows as if one provider had them: Spark brings them to one
   * place. Under {@code plain} alone, and without rules of the query's own.
   *
   * @throws parley.error.ParleyException under another protection, with rules, or as {@link #ask}
   */
  public <R> StatisticRun.Result<R> askPooled(Statistic<R> statistic) {
    Optional<String> refusal = refusesPooled();
    if (refusal.isPresent()) {
      throw new ParleyException("cannot bring all rows to one place: " + refusal.get());
    }
    try (ProviderTable table = table(statistic)) {
      return StatisticRun.pooled(statistic, table);
    }
  }

  /**
   * What each provider finds on its own rows, which nobody else may see. In a simulation alone,
   * where this process is all of them.
   *
   * @throws ParleyException where providers are apart, or as {@link #ask}
   */
  public <R> SortedMap<String, OwnResult<R>> askEach(Statistic<R> statistic) {
    if (!frame.sparkSession().sparkContext().isLocal()) {
      throw new ParleyException(
          "cannot show providers their own answers: they are apart, and the answers would pass"
              + " through the driver, expected a simulation in one process");
    }
    try (ProviderTable table = table(statistic)) {
      return StatisticRun.each(statistic, table);
    }
  }

  /** Why {@link #askPooled} brings no rows to one place; empty if it does. */
  public Optional<String> refusesPooled() {
    if (!protection.equals("plain")) {
      return Optional.of(
          "nothing of them is protected there, expected the protection plain, got " + protection);
    }
    return rules.none()
        ? Optional.empty()
        : Optional.of(
            "the query's rules are about sums over providers, expected a query without any, got one"
                + " with some");
  }

  private ProviderTable table(RowSums sums) {
    return ProviderTable.of(frame, sums.columns(), providerCol, partitionProviders, idCol, home());
  }

  /**
   * A model whose coefficients no provider sees.
   *
   * @throws IllegalArgumentException as above
   * @throws ParleyException as above, or with another protection than {@code encrypted}
   */
  public StatisticRun.Result<GlmResult> ask(HiddenGlm fit) {
    requireEncrypted(protection);
    rules.requireFit(fit);
    try (ProviderTable table = table(fit)) {
      return HiddenGlmRun.of(fit, table, querier(), options(), rules);
    }
  }

  /**
   * Refuses a protection under which coefficients cannot be hidden.
   *
   * @throws ParleyException with another than {@code encrypted}
   */
  public static void requireEncrypted(String protection) {
    requireEncrypted("fit with encrypted coefficients", protection);
  }

  private static void requireEncrypted(String verb, String protection) {
    if (!protection.equals(Defaults.PROTECTION)) {
      throw new ParleyException(
          "cannot "
              + verb
              + ": expected the protection "
              + Defaults.PROTECTION
              + ", got "
              + protection);
    }
  }

  private SumQuerier querier() {
    return querier == null ? SumQuerier.fresh() : SumQuerier.of(querier);
  }

  private FederationOptions options() {
    return FederationOptions.builder().home(home()).timeout(timeout).build();
  }

  private PartySource home() {
    if (vault != null) {
      if (policy != null) {
        throw new IllegalArgumentException(
            "cannot use a vault: it has its own policy, expected vault alone, got policy as well");
      }
      return VaultHome.in(Path.of(vault));
    }
    PartyHome home = PartyHome.inMemory();
    return policy == null ? home : home.withPolicy(Path.of(policy));
  }
}
