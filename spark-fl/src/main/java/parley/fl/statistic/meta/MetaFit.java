package parley.fl.statistic.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.meta.MetaStatistic.Method;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;

/** The querier's side of a meta-analysis. For one thread at a time. */
final class MetaFit {
  private static final String WHAT = "analyse the sites of";

  /** Q's p value below which sites are said to disagree. */
  private static final double DISAGREE = 0.01;

  private final MetaStatistic statistic;
  private final SecureSum sums;
  private final int terms;
  private final List<String> warnings = new ArrayList<>();
  private int rounds;
  private int numbers;

  /** Of one term: sites, and the sums of w, w b, w b^2, w^2 without variance between sites. */
  private record Sums(long sites, double w, double wb, double wbb, double ww) {
    double mean() {
      return wb / w;
    }

    double q() {
      return Math.max(0, wbb - wb * wb / w);
    }

    double derSimonianLaird() {
      double c = w - ww / w;
      return c > 0 ? Math.max(0, (q() - (sites - 1)) / c) : 0;
    }
  }

  /** A term's mean and error at a tau2, and Hartung's and Knapp's error if it was asked for. */
  private record Mean(double mean, double error, @Nullable Double hartungKnapp) {}

  MetaFit(MetaStatistic statistic, SecureSum sums) {
    this.statistic = statistic;
    this.sums = sums;
    this.terms = statistic.terms().size();
  }

  MetaResult result() {
    Sums[] fixed = open();
    List<MetaEstimate> all = new ArrayList<>();
    double[] tau2 = new double[terms];
    Mean[] means = statistic.method() == Method.FIXED ? new Mean[0] : random(fixed, tau2);
    for (int t = 0; t < terms; t++) {
      Sums s = fixed[t];
      String term = name(t);
      double error = 1 / Math.sqrt(s.w);
      all.add(MetaEstimate.of(term, Method.FIXED, s.sites, s.mean(), error, s.q(), 0, null));
      if (means.length > 0) {
        Mean m = means[t];
        all.add(
            MetaEstimate.of(
                term,
                statistic.method(),
                s.sites,
                m.mean,
                m.error,
                s.q(),
                tau2[t],
                m.hartungKnapp));
      }
      if (Tails.upperChiSquare(s.q(), s.sites - 1) < DISAGREE) {
        warnings.add(
            "sites disagree on "
                + term
                + " more than by chance; if rows came to sites by what is estimated, the estimate"
                + " may be far from that of all rows together");
      }
    }
    return new MetaResult(all, rounds, numbers, warnings);
  }

  private String name(int term) {
    return statistic.terms().get(term).name();
  }

  private Sums[] open() {
    double[] sites = sums.open(statistic.sitesSpec(), new byte[0]).toDoubles();
    for (int t = 0; t < terms; t++) {
      if (sites[t] < 2) {
        throw new InvalidDataException(
            "cannot %s %s: expected two sites or more with an estimate, got %d"
                .formatted(WHAT, name(t), (long) sites[t]));
      }
    }
    int planned = statistic.method() == Method.FIXED ? 1 : 2;
    int needed = 4 + (planned == 2 ? statistic.random() : 0);
    allow(sites, planned, needed);
    double[] values = sums.open(statistic.fixedSpec(), new byte[0]).toDoubles();
    rounds = 2;
    numbers = 4;
    Sums[] all = new Sums[terms];
    for (int t = 0; t < terms; t++) {
      all[t] =
          new Sums(
              (long) sites[t],
              values[4 * t],
              values[4 * t + 1],
              values[4 * t + 2],
              values[4 * t + 3]);
    }
    return all;
  }

  private void allow(double[] sites, int weighted, int opened) {
    for (int t = 0; t < terms; t++) {
      long n = (long) sites[t];
      if (SiteRule.keeps(n, weighted, opened)) {
        continue;
      }
      if (!statistic.fewSites()) {
        long least = Math.max(SiteRule.leastSites(weighted), opened / 2 + 1);
        throw SiteRule.refuse(WHAT, name(t), least, n);
      }
      String warning =
          "of %s there are %d sites, so few that the sums may tell each one's estimate"
              .formatted(name(t), n);
      if (!warnings.contains(warning)) {
        warnings.add(warning);
      }
    }
  }

  private Mean[] random(Sums[] fixed, double[] tau2) {
    boolean once = statistic.method() == Method.DERSIMONIAN_LAIRD;
    double[] sites = Arrays.stream(fixed).mapToDouble(Sums::sites).toArray();
    TauSearch[] searches = new TauSearch[terms];
    for (int t = 0; t < terms; t++) {
      searches[t] = new TauSearch(fixed[t].derSimonianLaird());
      if (statistic.method() == Method.PAULE_MANDEL) {
        searches[t].know(0, pauleMandel(fixed[t].q(), fixed[t]));
      }
    }
    Mean[] means = new Mean[terms];
    for (int k = 0; k < MetaStatistic.MOST_ROUNDS; k++) {
      allow(sites, 2 + k, numbers + statistic.random());
      double[] at = Arrays.stream(searches).mapToDouble(TauSearch::next).toArray();
      double[] values = sums.open(statistic.randomSpec(), MetaStatistic.arguments(at)).toDoubles();
      rounds++;
      numbers += statistic.random();
      boolean done = true;
      for (int t = 0; t < terms; t++) {
        double[] own =
            Arrays.copyOfRange(values, t * statistic.random(), (t + 1) * statistic.random());
        means[t] = mean(own, fixed[t]);
        tau2[t] = at[t];
        if (!once && !searches[t].done()) {
          search(searches[t], own, fixed[t]);
          tau2[t] = searches[t].next();
        }
        done &= once || searches[t].done();
      }
      if (done) {
        return means;
      }
    }
    throw new ParleyException(
        "cannot find the variance between sites by "
            + statistic.method()
            + ": it still changes after "
            + MetaStatistic.MOST_ROUNDS
            + " rounds, expected that it settles; use DERSIMONIAN_LAIRD");
  }

  private Mean mean(double[] own, Sums fixed) {
    double mean = own[1] / own[0];
    Double hartungKnapp = null;
    if (statistic.hartungKnapp()) {
      double q = Math.max(0, own[own.length - 1] - own[1] * own[1] / own[0]);
      hartungKnapp = Math.sqrt(q / (fixed.sites - 1) / own[0]);
    }
    return new Mean(mean, 1 / Math.sqrt(own[0]), hartungKnapp);
  }

  /** Falls as tau2 grows, nearly along a line; 0 where Q is what is expected. */
  private static double pauleMandel(double q, Sums fixed) {
    return 1 / (double) (fixed.sites - 1) - 1 / Math.max(q, 1e-300);
  }

  private void search(TauSearch search, double[] own, Sums fixed) {
    double w = own[0];
    double mean = own[1] / w;
    if (statistic.method() == Method.PAULE_MANDEL) {
      double q = Math.max(0, own[own.length - 1] - own[1] * mean);
      search.found(pauleMandel(q, fixed), search.next());
      return;
    }
    double ww = own[2];
    double squares = own[4] - 2 * mean * own[3] + mean * mean * ww;
    double slope = squares - w + ww / w;
    search.found(slope, search.next() + slope / ww * fixed.sites / (fixed.sites - 1));
  }
}
