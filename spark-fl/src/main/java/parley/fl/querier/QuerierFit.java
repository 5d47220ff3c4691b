package parley.fl.querier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.Secants;
import parley.fl.statistic.linear.LinearSums;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.sum.SecureSum;

/**
 * The querier's side of a fit. It starts from the constant term alone, whose score and information
 * follow from the Gram, so that the first step costs no round; further steps are those of Broyden,
 * Fletcher, Goldfarb and Shanno (Nocedal and Wright, Numerical Optimization, 6.1). A step after
 * which the score is much longer is taken back by half. For one thread at a time.
 */
public final class QuerierFit {
  /**
   * By how much a score may grow, in the metric of the first information, without being doubted.
   */
  private static final double GROWN = 2;

  /**
   * Share of the polynomial's interval that margins' root mean square may take, and be good for.
   */
  private static final double USED = 0.5;

  private static final double LEAST_SHARE = 1e-3;

  private final HiddenGlm fit;
  private final LinearSums sums;
  private final MarginScore margins;
  private final HiddenRounds rounds;
  private final Coordinates coordinates;
  private final Symmetric base;
  private final PositiveSystem metric;
  private int opened;

  private QuerierFit(HiddenGlm fit, LinearSums sums, HiddenRounds rounds) {
    this.fit = fit;
    this.sums = sums;
    this.rounds = rounds;
    if (sums.totals().rows() <= fit.terms()) {
      throw new InvalidDataException(
          "cannot "
              + HiddenGlm.WHAT
              + ": there are too few rows, expected more than the "
              + fit.terms()
              + " coefficients, got "
              + sums.totals().rows());
    }
    this.margins = new MarginScore(fit, sums);
    this.coordinates = new Coordinates(sums.scales(), fit.terms() - 1, true);
    BigDecimal weight = new BigDecimal(margins.startWeight());
    this.base =
        new Symmetric(
            Arrays.stream(margins.design().entries())
                .map(
                    row ->
                        Arrays.stream(row).map(x -> x.multiply(weight)).toArray(BigDecimal[]::new))
                .toArray(BigDecimal[][]::new));
    this.metric = system(base);
  }

  /**
   * Fits.
   *
   * @param sums opens the fit's exact sums
   * @param rounds opens gradients
   * @throws ParleyException if the coefficients still move after the rounds that the fit allows
   */
  public static GlmResult result(HiddenGlm fit, SecureSum sums, HiddenRounds rounds) {
    return new QuerierFit(fit, LinearSums.open(fit.design(), HiddenGlm.WHAT, sums), rounds)
        .result();
  }

  private PositiveSystem system(Symmetric information) {
    return PositiveSystem.of(information, coordinates.standardNames(), HiddenGlm.WHAT);
  }

  private GlmResult result() {
    Secants secants = new Secants();
    double[] b = margins.start();
    double[] score = margins.startScore();
    double[] step = solve(metric, score);
    while (true) {
      step = within(b, step);
      double[] next = move(b, step);
      double[] then = margins.score(open(next));
      if (!(length(then) <= GROWN * length(score))) {
        step = scaled(step, 0.5);
        continue;
      }
      secants.add(step, difference(score, then));
      b = next;
      score = then;
      PositiveSystem system = system(secants.bend(base));
      step = solve(system, score);
      if (isLast(step, system)) {
        return finish(move(b, step));
      }
    }
  }

  private double[] open(double[] b) {
    if (opened == fit.glm().maxIter()) {
      throw new ParleyException(
          "cannot "
              + HiddenGlm.WHAT
              + ": they still move after "
              + opened
              + " rounds, expected a step below "
              + fit.glm().tol()
              + " standard errors; raise maxIter, or use the release rounds, which takes margins"
              + " of any size and tells whether the features separate the labels");
    }
    opened++;
    return rounds.gradient(margins.told(), sums.totals().rows(), margins.margin(b));
  }

  /** A step, or the share of it that keeps margins where the polynomial is good. */
  private double[] within(double[] b, double[] step) {
    double most = Math.max(fit.model().halfWidth() * USED, margins.size(b));
    double share = 1;
    while (share > LEAST_SHARE && margins.size(move(b, scaled(step, share))) > most) {
      share /= 2;
    }
    return scaled(step, share);
  }

  /** A score's square in the metric of the first information. */
  private double length(double[] score) {
    double[] solved = solve(metric, score);
    double sum = 0;
    for (int j = 0; j < score.length; j++) {
      sum += solved[j] * score[j];
    }
    return sum;
  }

  private boolean isLast(double[] step, PositiveSystem system) {
    Symmetric inverse = system.inverse();
    for (int j = 0; j < step.length; j++) {
      double error = Math.sqrt(inverse.at(j, j).doubleValue());
      if (!(Math.abs(step[j]) <= fit.glm().tol() * error)) {
        return false;
      }
    }
    return true;
  }

  private GlmResult finish(double[] b) {
    double[] last = rounds.last(margins.told(), sums.totals().rows(), margins.margin(b));
    long freedom = sums.totals().rows() - fit.terms();
    double dispersion = margins.dispersion(last, freedom);
    BigDecimal[] raw = coordinates.raw(decimals(b));
    BigDecimal[] variances = coordinates.variances(system(margins.information(last)).inverse());
    List<Coefficient> table = new ArrayList<>();
    for (int j = 0; j < raw.length; j++) {
      double estimate = raw[j].doubleValue();
      double error = Math.sqrt(variances[j].doubleValue() * dispersion);
      String name = coordinates.names().get(j);
      table.add(
          fit.model().opensInformation()
              ? Coefficient.z(name, estimate, error)
              : Coefficient.t(name, estimate, error, freedom));
    }
    return new GlmResult(
        table,
        sums.totals().rows(),
        sums.totals().dropped(),
        freedom,
        null,
        null,
        null,
        dispersion,
        null,
        opened,
        warnings(margins.size(b)));
  }

  private List<String> warnings(double size) {
    double most = USED * fit.model().halfWidth();
    return size <= 0.9 * most
        ? List.of()
        : List.of(
            ("the margins' root mean square is %.2g, where the polynomial is good up to %.2g:"
                    + " coefficients may be off; the release rounds is exact")
                .formatted(size, fit.model().halfWidth()));
  }

  private static double[] solve(PositiveSystem system, double[] right) {
    return Arrays.stream(system.solve(decimals(right)))
        .mapToDouble(BigDecimal::doubleValue)
        .toArray();
  }

  private static BigDecimal[] decimals(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  private static double[] move(double[] b, double[] step) {
    double[] next = b.clone();
    Arrays.setAll(next, j -> b[j] + step[j]);
    return next;
  }

  private static double[] scaled(double[] step, double share) {
    return Arrays.stream(step).map(x -> share * x).toArray();
  }

  private static double[] difference(double[] a, double[] b) {
    double[] out = new double[a.length];
    Arrays.setAll(out, j -> a[j] - b[j]);
    return out;
  }
}
