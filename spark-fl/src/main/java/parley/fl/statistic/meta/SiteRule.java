package parley.fl.statistic.meta;

import parley.error.ParleyException;

/**
 * How many sites there must be so that what is opened does not say what each of them found. Of N
 * sites there are 2 N unknowns, an estimate and an error each. Sums for the fixed effect and the
 * first estimate of the variance between sites are opened from 4 sites, a second round from 6, a
 * further one from 2 more each; and never as many numbers as there are unknowns. Stateless.
 */
public final class SiteRule {
  private static final long FIXED = 4;
  private static final long SECOND = 6;
  private static final long FURTHER = 2;

  private SiteRule() {}

  /** Least sites for so many rounds with weights, the first being that of the fixed effect. */
  public static long leastSites(int rounds) {
    return rounds == 1 ? FIXED : SECOND + FURTHER * (rounds - 2);
  }

  /** Whether so many numbers a coefficient, in so many rounds, keep the sites' estimates. */
  static boolean keeps(long sites, int rounds, int numbers) {
    return sites >= leastSites(rounds) && numbers < 2 * sites;
  }

  /** The error where they do not. */
  static ParleyException refuse(String what, String term, long least, long sites) {
    return new ParleyException(
        "cannot %s %s: so few sites could be solved for from the sums, expected at least %d sites, got %d; ask for few sites by name if each site's estimate may be known"
            .formatted(what, term, least, sites));
  }
}
