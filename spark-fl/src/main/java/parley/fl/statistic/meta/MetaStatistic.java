package parley.fl.statistic.meta;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A meta-analysis of sites' estimates. The number of sites is opened first; then for each
 * coefficient, w being 1 / (standard error)^2, the sums of w, w b, w b^2 and w^2; then, for random
 * effects, sums at weights 1 / (standard error^2 + tau2), all sites being told tau2. Immutable,
 * thread-safe.
 *
 * @param terms coefficients
 * @param method how the variance between sites is found
 * @param hartungKnapp whether random effects also get Hartung's, Knapp's, Sidik's and Jonkman's
 *     standard error, one number more a round
 * @param fewSites whether sums are opened from so few sites that each one's estimate could be
 *     solved for, against {@link SiteRule}
 */
@DefaultSerializer(JavaSerializer.class)
public record MetaStatistic(
    List<MetaTerm> terms, Method method, boolean hartungKnapp, boolean fewSites)
    implements Statistic<MetaResult> {
  private static final long serialVersionUID = 1L;

  /** Most rounds at a told tau2. */
  static final int MOST_ROUNDS = 12;

  private static final double LEAST_ERROR = 1e-12;
  private static final double MOST_ERROR = 1e9;
  private static final double MOST_ESTIMATE = 1e12;

  /** How the variance between sites is found. */
  public enum Method {
    /** It is 0: all sites estimate the same. */
    FIXED,
    /** From Cochran's Q (<a href="https://doi.org/10.1016/0197-2456(86)90046-2">1986</a>). */
    DERSIMONIAN_LAIRD,
    /**
     * Such that the weighted squares are what is expected (<a
     * href="https://doi.org/10.6028/jres.087.022">1982</a>).
     */
    PAULE_MANDEL,
    /**
     * Restricted maximum likelihood (<a href="https://doi.org/10.1002/sim.4780100104">1991</a>).
     */
    REML
  }

  /**
   * @throws ParleyException without terms or with a name twice
   */
  public MetaStatistic {
    terms = List.copyOf(terms);
    if (terms.stream().map(MetaTerm::name).distinct().count() != terms.size()) {
      throw new ParleyException("cannot analyse sites: expected each term once, got " + terms);
    }
    Columns.ofNumbers(columns(terms));
  }

  private static List<String> columns(List<MetaTerm> terms) {
    List<String> all = new ArrayList<>();
    for (MetaTerm term : terms) {
      all.add(term.estimate());
      all.add(term.standardError());
    }
    return all;
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(columns(terms));
  }

  @Override
  public List<SumSpec> sums() {
    List<SumSpec> sums = new ArrayList<>(List.of(sitesSpec(), fixedSpec()));
    if (method != Method.FIXED) {
      sums.add(randomSpec());
    }
    return sums;
  }

  SumSpec sitesSpec() {
    return SumSpec.of(
        "meta/sites", "sites with an estimate", terms.size(), BigInteger.ONE.shiftLeft(20));
  }

  SumSpec fixedSpec() {
    return spec("meta/fixed", "sums of w, w b, w b^2 and w^2", 4);
  }

  SumSpec randomSpec() {
    return spec("meta/random", "sums of weights and weighted estimates at a told tau2", random())
        .withOpenings(method == Method.DERSIMONIAN_LAIRD ? 1 : MOST_ROUNDS);
  }

  private SumSpec spec(String step, String words, int numbers) {
    return SumSpec.of(step, words, numbers * terms.size(), SiteSums.bound())
        .withUnit(SiteSums.UNIT);
  }

  /** Numbers a coefficient in a round at a told tau2, in this order as far as they are needed. */
  int random() {
    boolean squares = method == Method.PAULE_MANDEL || hartungKnapp;
    return (method == Method.REML ? 5 : 2) + (squares ? 1 : 0);
  }

  /** What sites are told: tau2 by term. */
  static byte[] arguments(double[] tau2) {
    WireWriter out = new WireWriter();
    for (double value : tau2) {
      out.add(value);
    }
    return out.toBytes();
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    boolean sites = spec.equals(sitesSpec());
    boolean fixed = spec.equals(fixedSpec());
    BigInteger[] counts = new BigInteger[terms.size()];
    int numbers = fixed ? 4 : random();
    SiteSums sums = new SiteSums(numbers * terms.size());
    WireReader in = new WireReader(arguments, "the variance between sites");
    for (int t = 0; t < terms.size(); t++) {
      double tau2 = sites || fixed ? 0 : in.number("tau2");
      double[] b = rows.numbers(terms.get(t).estimate());
      double[] error = rows.numbers(terms.get(t).standardError());
      int count = 0;
      for (int i = 0; i < rows.rows(); i++) {
        if (Double.isNaN(b[i]) || Double.isNaN(error[i])) {
          continue;
        }
        check(rows, terms.get(t), b[i], error[i]);
        count++;
        double w = 1 / (error[i] * error[i] + tau2);
        if (fixed) {
          fixed(sums, 4 * t, w, b[i]);
        } else if (!sites) {
          random(sums, numbers * t, w, b[i]);
        }
      }
      counts[t] = BigInteger.valueOf(count);
    }
    in.end();
    return sites ? counts : sums.toIntegers();
  }

  private static void fixed(SiteSums sums, int at, double w, double b) {
    sums.add(at, w);
    sums.add(at + 1, w, b);
    sums.add(at + 2, w, b, b);
    sums.add(at + 3, w, w);
  }

  private void random(SiteSums sums, int at, double w, double b) {
    sums.add(at, w);
    sums.add(at + 1, w, b);
    int next = at + 2;
    if (method == Method.REML) {
      sums.add(next++, w, w);
      sums.add(next++, w, w, b);
      sums.add(next++, w, w, b, b);
    }
    if (next < at + random()) {
      sums.add(next, w, b, b);
    }
  }

  private static void check(TableRows rows, MetaTerm term, double b, double error) {
    if (!(error >= LEAST_ERROR && error <= MOST_ERROR)) {
      throw new InvalidDataException(
          "cannot analyse sites: a standard error of %s at provider %s is out of range, expected one from 10^-12 to 10^9"
              .formatted(term.name(), rows.provider()));
    }
    if (!(Math.abs(b) <= MOST_ESTIMATE)) {
      throw new InvalidDataException(
          "cannot analyse sites: an estimate of %s at provider %s is out of range, expected one of at most 10^12"
              .formatted(term.name(), rows.provider()));
    }
  }

  @Override
  public MetaResult result(SecureSum sums) {
    return new MetaFit(this, sums).result();
  }
}
