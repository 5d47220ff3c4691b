package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.html.HtmlPage;
import parley.mhe.Release;

/**
 * What a fit did. Immutable, so safe for use by several threads.
 *
 * @param title the estimator's name
 * @param protection "encrypted" or "plain"
 * @param simulated whether all providers lived in one process, so that nothing was protected
 * @param sealed whether the weights were opened to no one; {@link #isOpenToQuerier} says whether
 *     the querier got enough numbers to compute them
 * @param providers sorted ids
 * @param features number of features
 * @param iterations training steps done
 * @param refreshes ciphertexts refreshed
 * @param parameters what was chosen, and why
 * @param encryption the scheme's parameters; null where nothing was encrypted
 * @param security who could see or decrypt what
 * @param openings what left the encryption, to whom, how often
 * @param rounds all exchanges of messages, in order
 * @param seconds wall clock of each phase, in order: "prepare", "train", ...
 * @param bytesPerProvider bytes sent by the provider that sent most
 * @param precisionBits estimated: errors of weights are below 2^-bits; null where not estimated
 * @param watch readings of the convergence watch
 * @param warnings what the user should know
 * @param session the providers' session and policies; null where nothing was encrypted
 * @param made by which Parley, when, and of what data
 * @param fit what fitted polynomials came to; null where the polynomial was fixed
 * @param weights how many the model has, an intercept counted; 0 where an earlier version did not
 *     say
 * @param coefficients of a model whose weights are known where the report is written; null where
 *     nobody put them in
 * @param network what only a network has to tell; null of others
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FitReport(
    String title,
    String protection,
    boolean simulated,
    boolean sealed,
    List<String> providers,
    int features,
    int iterations,
    int refreshes,
    List<Choice> parameters,
    @Nullable Encryption encryption,
    List<Statement> security,
    List<Opening> openings,
    List<FitRound> rounds,
    Map<String, Double> seconds,
    long bytesPerProvider,
    @Nullable Double precisionBits,
    List<Reading> watch,
    List<String> warnings,
    @Nullable SessionTerms session,
    @Nullable Made made,
    @Nullable PolynomialFit fit,
    int weights,
    @Nullable List<Term> coefficients,
    @Nullable NetworkFigures network) {

  /** The opening of predictions: a margin a row, or a network's outputs, to the querier. */
  public static final String MARGINS = "margins of the querier's rows";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUERIER_CAN = "the querier can compute the sealed weights: ";

  /** A parameter, its value and the reason. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Choice(String name, String value, String why) {}

  /** A role and what it could see. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Statement(String who, String sees) {}

  /**
   * By which Parley a report was made, when, and what of.
   *
   * @param version of Parley
   * @param at UTC
   * @param data what was learnt from, in words; null where nobody said
   * @param score what the model is worth, in words; null where nothing was measured
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Made(String version, String at, @Nullable String data, @Nullable String score) {
    static Made now() {
      return new Made(
          Release.version(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), null, null);
    }
  }

  /**
   * A coefficient; figures that there are none of are null.
   *
   * @param name the feature's, or {@code (intercept)}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Term(
      String name,
      double estimate,
      @Nullable Double standardError,
      @Nullable Double statistic,
      @Nullable Double pValue) {}

  /** Who could read an opened number. */
  public enum Audience {
    /** The querier alone. */
    QUERIER,
    /** Driver, providers and querier. */
    ALL
  }

  /**
   * Numbers that left the encryption.
   *
   * @param count how many numbers, over the whole fit
   * @param step name of the rounds that opened them; null where nothing is encrypted
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Opening(String what, Audience to, long count, @Nullable String step) {}

  /** The scheme's parameters, with the names of the command line's output. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Encryption(
      @JsonProperty("ringDimension") int ringDimension,
      @JsonProperty("logQP") double logQp,
      @JsonProperty("securityBits") int securityBits,
      @JsonProperty("scaleBits") int scaleBits,
      @JsonProperty("limbs") int limbs) {}

  /** Takes copies of all collections. */
  public FitReport {
    providers = List.copyOf(providers);
    parameters = List.copyOf(parameters);
    security = List.copyOf(security);
    openings = List.copyOf(openings);
    rounds = List.copyOf(rounds);
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    watch = List.copyOf(watch);
    coefficients = coefficients == null ? null : List.copyOf(coefficients);
    List<String> all = new ArrayList<>(warnings);
    // The numbers of an earlier state of the report do not stand any more.
    all.removeIf(warning -> warning.startsWith(QUERIER_CAN));
    int unknowns = unknowns(features, weights);
    long numbers = numbers(openings, network);
    if (sealed && numbers >= unknowns) {
      String tell =
          network == null
              ? numbers
                  + " margins, and "
                  + unknowns
                  + " independent rows tell the weights of "
                  + features
                  + " features"
                  + (unknowns > features ? " and the intercept" : "")
              : numbers
                  + " outputs, and as many as the network's "
                  + unknowns
                  + " weights may tell them";
      all.add(0, QUERIER_CAN + "it got " + tell);
    }
    warnings = List.copyOf(all);
  }

  /** What the querier got of predicted rows: of a network all outputs of each. */
  private static long numbers(List<Opening> openings, @Nullable NetworkFigures network) {
    long rows =
        openings.stream().filter(o -> o.what().equals(MARGINS)).mapToLong(Opening::count).sum();
    return network == null ? rows : rows * network.outputs();
  }

  /**
   * Whether a sealed model's querier got enough numbers to compute its weights, by this report
   * alone: other predictions count as well.
   */
  @JsonIgnore
  public boolean isOpenToQuerier() {
    return sealed && numbers(openings, network) >= unknowns(features, weights);
  }

  /** So many independent numbers tell the model. */
  private static int unknowns(int features, int weights) {
    return weights > 0 ? weights : features + 1;
  }

  /** An empty report to fill. */
  public static Builder builder(String title, String protection) {
    return new Builder(title, protection);
  }

  /**
   * The report of {@link #toJson}.
   *
   * @throws ParleyException if the text is not a report
   */
  public static FitReport fromJson(String json) {
    try {
      return JSON.readValue(json, FitReport.class);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot read the report: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The report of {@link #toJson} or {@link #toHtml}.
   *
   * @throws ParleyException if the text is neither
   */
  public static FitReport read(String text) {
    if (!text.stripLeading().startsWith("<")) {
      return fromJson(text);
    }
    String json = HtmlPage.dataOf(text, FitPage.DATA);
    if (json == null) {
      throw new ParleyException("cannot read the report: the page has no report in it");
    }
    return fromJson(json);
  }

  /** How many numbers an audience could read. */
  public long opened(Audience to) {
    return openings.stream().filter(o -> o.to() == to).mapToLong(Opening::count).sum();
  }

  /**
   * This report with what a later one of the same session adds: rounds, openings, seconds, and the
   * providers' words at its end.
   */
  public FitReport with(FitReport later) {
    Builder both = toBuilder().bytesPerProvider(bytesPerProvider + later.bytesPerProvider);
    both.openings.addAll(later.openings);
    both.rounds.addAll(later.rounds);
    later.seconds.forEach(both::seconds);
    if (later.session != null) {
      both.session(later.session);
    }
    return both.build();
  }

  /** This report with what was learnt from, and what the model is worth, in words. */
  public FitReport about(String data, @Nullable String score) {
    Made known = made == null ? Made.now() : made;
    Builder told = toBuilder();
    told.made = () -> new Made(known.version(), known.at(), data, score);
    return told.build();
  }

  /** The same with the model's coefficients, where they may be seen. */
  public FitReport withCoefficients(List<Term> known) {
    Builder same = toBuilder();
    same.coefficients = known;
    return same.build();
  }

  /** The same with what a repetition in clear measured. */
  public FitReport withFit(@Nullable PolynomialFit measured) {
    Builder same = toBuilder();
    same.fit = measured;
    return same.build();
  }

  /** This report with more parameters and warnings, such as of the data that it was made from. */
  public FitReport with(List<Choice> moreParameters, List<String> moreWarnings) {
    Builder more = toBuilder();
    more.parameters.addAll(moreParameters);
    more.warnings.addAll(moreWarnings);
    return more.build();
  }

  /** A builder that has all of this report. */
  private Builder toBuilder() {
    Builder same =
        new Builder(title, protection)
            .simulated(simulated)
            .sealed(sealed)
            .providers(providers)
            .features(features)
            .weights(weights)
            .iterations(iterations)
            .refreshes(refreshes)
            .bytesPerProvider(bytesPerProvider)
            .watch(watch);
    same.parameters.addAll(parameters);
    same.encryption = encryption;
    same.security.addAll(security);
    same.openings.addAll(openings);
    same.rounds.addAll(rounds);
    same.seconds.putAll(seconds);
    same.precisionBits = precisionBits;
    same.warnings.addAll(warnings);
    same.session = session;
    same.made = () -> made;
    same.fit = fit;
    same.coefficients = coefficients;
    same.network = network;
    return same;
  }

  /** One line of JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot write the report: " + e.getOriginalMessage(), e);
    }
  }

  /** One HTML page that needs nothing else. */
  public String toHtml() {
    return FitPage.of(this);
  }

  /** Several lines for a terminal, the last without a line end. */
  public String toText() {
    return TextPage.of(this);
  }

  /** Collects a report while a fit runs. Not safe for use by several threads. */
  public static final class Builder {
    private final String title;
    private final String protection;
    private boolean simulated;
    private boolean sealed;
    private List<String> providers = List.of();
    private int features;
    private int weights;
    private int iterations;
    private int refreshes;
    private final List<Choice> parameters = new ArrayList<>();
    private @Nullable Encryption encryption;
    private final List<Statement> security = new ArrayList<>();
    private final List<Opening> openings = new ArrayList<>();
    private final List<FitRound> rounds = new ArrayList<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private @Nullable Long bytesPerProvider;
    private @Nullable Double precisionBits;
    private List<Reading> watch = List.of();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable SessionTerms session;

    /** A new report is of the moment it is built at; a copy keeps what it was copied from. */
    private Supplier<@Nullable Made> made = Made::now;

    private @Nullable PolynomialFit fit;
    private @Nullable List<Term> coefficients;
    private @Nullable NetworkFigures network;

    private Builder(String title, String protection) {
      this.title = title;
      this.protection = protection;
    }

    public Builder simulated(boolean value) {
      simulated = value;
      return this;
    }

    public Builder sealed(boolean value) {
      sealed = value;
      return this;
    }

    public Builder providers(List<String> sortedIds) {
      providers = sortedIds;
      return this;
    }

    public Builder features(int value) {
      features = value;
      return this;
    }

    /** How many weights the model has, an intercept counted. */
    public Builder weights(int value) {
      weights = value;
      return this;
    }

    public Builder iterations(int value) {
      iterations = value;
      return this;
    }

    public Builder refreshes(int value) {
      refreshes = value;
      return this;
    }

    /** Adds a parameter with its reason. */
    public Builder parameter(String name, Object value, String why) {
      parameters.add(new Choice(name, String.valueOf(value), why));
      return this;
    }

    public Builder encryption(Encryption value) {
      encryption = value;
      return this;
    }

    /** Adds what a role could see. */
    public Builder security(String who, String sees) {
      security.add(new Statement(who, sees));
      return this;
    }

    /** Adds numbers that were never encrypted. */
    public Builder opened(String what, Audience to, long count) {
      openings.add(new Opening(what, to, count, null));
      return this;
    }

    /** Adds numbers that left the encryption in the rounds of that name. */
    public Builder opened(String what, Audience to, long count, String step) {
      openings.add(new Opening(what, to, count, step));
      return this;
    }

    public Builder round(FitRound round) {
      rounds.add(round);
      return this;
    }

    /** Adds seconds to a phase. */
    public Builder seconds(String phase, double value) {
      seconds.merge(phase, value, Double::sum);
      return this;
    }

    /** Where it is not set, the sum over all rounds stands. */
    public Builder bytesPerProvider(long value) {
      bytesPerProvider = value;
      return this;
    }

    public Builder precisionBits(double value) {
      precisionBits = value;
      return this;
    }

    public Builder watch(List<Reading> readings) {
      watch = readings;
      return this;
    }

    public Builder warning(String text) {
      warnings.add(text);
      return this;
    }

    /** The providers' session; the last one set stands. */
    public Builder session(SessionTerms value) {
      session = value;
      return this;
    }

    /** What fitted polynomials came to. */
    public Builder fit(PolynomialFit value) {
      fit = value;
      return this;
    }

    /** What only a network's training has to tell. */
    public Builder network(NetworkFigures value) {
      network = value;
      return this;
    }

    /** The report so far. */
    public FitReport build() {
      long bytes =
          bytesPerProvider != null
              ? bytesPerProvider
              : rounds.stream().mapToLong(FitRound::bytesPerProvider).sum();
      return new FitReport(
          title,
          protection,
          simulated,
          sealed,
          providers,
          features,
          iterations,
          refreshes,
          parameters,
          encryption,
          security,
          openings,
          rounds,
          seconds,
          bytes,
          precisionBits,
          watch,
          warnings,
          session,
          made.get(),
          fit,
          weights,
          coefficients,
          network);
    }
  }
}
