package parley.fl.statistic.glm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.SecureSum;

/**
 * The querier's side of a fit. Starts from the constant term alone, which gives the null deviance
 * too; without a constant term, from means near the labels. For one thread at a time.
 */
final class GlmFit {
  private static final String WHAT = GlmStatistic.WHAT;

  /** A share of the null deviance that nothing but a perfect separation leaves. */
  private static final double NOTHING_LEFT = 1e-7;

  private final GlmStatistic statistic;
  private final GlmModel model;
  private final DesignTotals totals;
  private final SecureSum sums;
  private final Coordinates coordinates;
  private final int weight;
  private final int score;
  private final int deviance;
  private final double mean;
  private final Secants secants = new Secants();
  private int working;
  private int rounds;
  private @Nullable Double nullDeviance;

  GlmFit(GlmStatistic statistic, DesignTotals totals, SecureSum sums) {
    this.statistic = statistic;
    this.model = statistic.model();
    this.totals = totals;
    this.sums = sums;
    ColumnScales scales = totals.scales(statistic.fitIntercept());
    int d = statistic.features().size();
    this.coordinates = new Coordinates(scales, d, statistic.fitIntercept());
    this.weight = totals.weightExponent();
    int p = d + (statistic.fitIntercept() ? 1 : 0);
    if (totals.rows() <= p) {
      throw refuse(
          "there are too few rows, expected more than the %d coefficients, got %d"
              .formatted(p, totals.rows()));
    }
    this.mean =
        totals.weightedLabel().divide(totals.weights(), MathContext.DECIMAL128).doubleValue();
    double eta = model.link().eta(mean);
    if (!Double.isFinite(eta) || !model.holds(eta, mean)) {
      throw refuse(
          "the labels' mean is at the end of its range or beyond it, expected labels that vary and"
              + " whose mean has a finite "
              + model.link());
    }
    double slope = model.link().slope(eta, mean);
    double variance = model.variance(mean);
    double spread =
        Math.sqrt(
            totals.totals().squaresAboutMean(scales.columns().size() - 1).doubleValue()
                / totals.rows());
    this.working = Math.getExponent(Math.abs(slope) / Math.sqrt(variance)) + 1;
    this.score = spread > 0 ? Math.getExponent(spread * Math.abs(slope) / variance) + 1 : 0;
    this.deviance = spread > 0 ? Math.getExponent(spread * spread / variance) + 1 : 0;
  }

  private static InvalidDataException refuse(String reason) {
    return new InvalidDataException("cannot " + WHAT + ": " + reason);
  }

  GlmResult result() {
    GlmRound start = statistic.fitIntercept() ? constant() : fromLabels();
    GlmRound at = start;
    while (true) {
      PositiveSystem system = system(at);
      double[] step = step(at);
      if (small(step, at, system)) {
        double[] b = part(move(at.coefficients(), step, 1));
        return new GlmFinish(statistic, totals, coordinates, nullDeviance, rounds + 1)
            .result(b, at, system);
      }
      GlmRound next = advance(at, step);
      if (!model.canonical()) {
        double[] moved = difference(next.coefficients(), at.coefficients());
        secants.add(part(moved), part(difference(at.score(), next.score())));
      }
      at = next;
      if (at.saturated() > 0
          && nullDeviance != null
          && at.deviance() < NOTHING_LEFT * nullDeviance) {
        throw separated(at);
      }
    }
  }

  /** The model of the constant term and the offset alone, its deviance being the null deviance. */
  private GlmRound constant() {
    double[] b = new double[statistic.features().size() + 1];
    String offset = statistic.offset();
    double shift = 0;
    if (offset != null) {
      shift = totals.totals().mean(statistic.features().size()).doubleValue();
    }
    b[0] = model.link().eta(mean) - shift;
    GlmRound at = valid(open(b, false));
    while (offset != null) {
      double step = at.score()[0] / at.information().at(0, 0).doubleValue();
      if (Math.abs(step) * Math.sqrt(at.information().at(0, 0).doubleValue()) <= statistic.tol()) {
        break;
      }
      double[] only = new double[b.length];
      only[0] = step;
      at = advance(at, only);
    }
    nullDeviance = at.deviance();
    return at;
  }

  private GlmRound fromLabels() {
    double[] b = new double[statistic.features().size() + 1];
    GlmRound zero = open(b, false);
    nullDeviance = zero.invalid() > 0 ? null : (Double) zero.deviance();
    GlmRound near = valid(open(b, true));
    double[] first = solve(near, system(near));
    return valid(open(move(b, first, 1), false));
  }

  private GlmRound open(double[] b, boolean start) {
    if (rounds == statistic.maxIter()) {
      throw new ParleyException(
          "cannot "
              + WHAT
              + ": the coefficients still move after "
              + rounds
              + " rounds, expected a step below "
              + statistic.tol()
              + " standard errors; raise maxIter, or choose a link or features that suit the"
              + " label");
    }
    rounds++;
    GlmScales scales =
        new GlmScales(coordinates.scales(), weight, working, score, deviance, start, b);
    return GlmRound.of(scales, sums.open(statistic.roundSpec(), scales.toBytes()).values());
  }

  private static GlmRound valid(GlmRound round) {
    if (round.invalid() > 0) {
      throw invalid(round.invalid());
    }
    return round;
  }

  private static InvalidDataException invalid(long rows) {
    return refuse(
        "%d rows have no valid mean at the next coefficients, expected means that the family and link allow; choose another link, such as LOG"
            .formatted(rows));
  }

  /** The round after a step, or after the largest half of it that does not make things worse. */
  private GlmRound advance(GlmRound at, double[] step) {
    double worse = at.deviance() * (1 + 1e-10) + 1e-300;
    for (double share = 1; share > 1e-6; share /= 2) {
      try {
        GlmRound next = open(move(at.coefficients(), step, share), false);
        if (next.invalid() == 0 && next.deviance() <= worse) {
          adapt(next);
          return next;
        }
        if (next.invalid() > 0 && model.bounded()) {
          throw invalid(next.invalid());
        }
      } catch (InvalidDataException e) {
        throw e;
      } catch (ParleyException e) {
        throw at.saturated() > 0 ? separated(at) : e;
      }
    }
    throw new ParleyException(
        "cannot "
            + WHAT
            + ": no part of a step lowers the deviance, expected labels and a link that suit each"
            + " other");
  }

  /** Tells the next round how large working weights are. */
  private void adapt(GlmRound round) {
    double meanWeight =
        Math.scalb(round.information().at(0, 0).doubleValue(), -2 * weight) / totals.rows();
    if (meanWeight > 0) {
      working = Math.floorDiv(Math.getExponent(meanWeight), 2);
    }
  }

  private static InvalidDataException separated(GlmRound round) {
    return refuse(
        "the features separate the labels, so that coefficients grow without end: %d rows have a mean at the end of its range, expected labels that overlap; leave the separating feature out or use a penalty"
            .formatted(round.saturated()));
  }

  private PositiveSystem system(GlmRound round) {
    try {
      return PositiveSystem.of(model(round.information()), coordinates.standardNames(), WHAT);
    } catch (InvalidDataException e) {
      throw round.saturated() > 0 ? separated(round) : e;
    }
  }

  private Symmetric model(Symmetric all) {
    return statistic.fitIntercept() ? all : all.part(1, all.size());
  }

  private double[] part(double[] all) {
    return statistic.fitIntercept() ? all : Arrays.copyOfRange(all, 1, all.length);
  }

  private double[] step(GlmRound at) {
    Symmetric bent = model(at.information());
    if (!model.canonical()) {
      bent = secants.bend(bent);
    }
    return solve(at, PositiveSystem.of(bent, coordinates.standardNames(), WHAT));
  }

  private double[] solve(GlmRound at, PositiveSystem system) {
    BigDecimal[] right =
        Arrays.stream(part(at.score())).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    double[] step = new double[at.coefficients().length];
    int first = statistic.fitIntercept() ? 0 : 1;
    BigDecimal[] solved = system.solve(right);
    for (int j = 0; j < solved.length; j++) {
      step[first + j] = solved[j].doubleValue();
    }
    return step;
  }

  private boolean small(double[] step, GlmRound at, PositiveSystem system) {
    Symmetric inverse = system.inverse();
    double dispersion = model.fixedDispersion() ? 1 : at.pearson() / totals.rows();
    double[] own = part(step);
    double[] b = part(at.coefficients());
    for (int j = 0; j < own.length; j++) {
      double error = Math.sqrt(inverse.at(j, j).doubleValue() * dispersion);
      double size = 1 + Math.abs(b[j]);
      double most =
          Math.min(NewtonSteps.MOVED * size, statistic.tol() * Math.max(error, 1e-12 * size));
      if (!(Math.abs(own[j]) <= most)) {
        return false;
      }
    }
    return true;
  }

  private static double[] move(double[] b, double[] step, double share) {
    double[] next = b.clone();
    Arrays.setAll(next, j -> b[j] + share * step[j]);
    return next;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, j -> a[j] - b[j]);
    return difference;
  }
}
