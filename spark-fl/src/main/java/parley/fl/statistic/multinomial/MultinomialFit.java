package parley.fl.statistic.multinomial;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.sum.SecureSum;

/** The querier's side: Newton's steps from equal probabilities. For one thread at a time. */
final class MultinomialFit {
  private static final String WHAT = MultinomialStatistic.WHAT;

  /** A coefficient of a standardised column beyond this is on its way to infinity. */
  private static final double FAR = 30;

  private final MultinomialStatistic statistic;
  private final DesignTotals totals;
  private final SecureSum sums;
  private final Coordinates coordinates;
  private final int length;
  private final double scale;
  private Ridge ridge;
  private int rounds;

  /** Information and score without the penalty, divided by the scale of the weights. */
  private record Round(
      double[] b,
      Symmetric information,
      BigDecimal[] score,
      double logLikelihood,
      double right,
      double squaredWeights) {}

  MultinomialFit(MultinomialStatistic statistic, DesignTotals totals, SecureSum sums) {
    this.statistic = statistic;
    this.totals = totals;
    this.sums = sums;
    int d = statistic.features().size();
    this.coordinates = new Coordinates(totals.scales(true), d, true);
    this.length = statistic.others().size() * (d + 1);
    this.scale = Math.scalb(1.0, 2 * totals.weightExponent());
    this.ridge = Ridge.none(d, statistic.others().size());
    if (!statistic.penalised() && totals.rows() <= length) {
      throw refuse(
          "there are too few rows, expected more than the %d coefficients, got %d"
              .formatted(length, totals.rows()));
    }
  }

  private static InvalidDataException refuse(String reason) {
    return new InvalidDataException("cannot " + WHAT + ": " + reason);
  }

  MultinomialResult result() {
    Round at = open(new double[length]);
    double none = nullLikelihood(at);
    if (statistic.penalised()) {
      ridge =
          Ridge.of(
              statistic,
              at.information.part(0, statistic.features().size() + 1),
              coordinates.scales().exponent(),
              totals.weights().doubleValue() / scale,
              at.squaredWeights);
    } else {
      // The information is now a constant times the features' own Gram, level by level.
      PositiveSystem.of(
          at.information.part(0, statistic.features().size() + 1),
          coordinates.standardNames(),
          WHAT);
    }
    while (true) {
      PositiveSystem system = system(at);
      BigDecimal[] step = system.solve(ridge.with(at.score, at.b));
      if (NewtonSteps.isLast(step, at.b, system, statistic.tol())) {
        return finish(NewtonSteps.move(at.b, step, 1), at, system, none);
      }
      at = advance(at, step);
    }
  }

  /** At probabilities of 1 / K the score of a constant term is the level's rows less W / K. */
  private double nullLikelihood(Round start) {
    int d = statistic.features().size();
    double weights = totals.weights().doubleValue();
    List<String> others = statistic.others();
    double base = weights;
    double sum = 0;
    for (int k = 0; k <= others.size(); k++) {
      double count = base;
      String level = statistic.baseLevel();
      if (k < others.size()) {
        level = others.get(k);
        count = scale * start.score[k * (d + 1)].doubleValue() + weights / (others.size() + 1);
        base -= count;
      }
      if (count < 1e-9 * weights) {
        throw refuse(
            "no row has level "
                + level
                + " of "
                + statistic.label().column()
                + ", expected rows of each level; leave it out");
      }
      sum += count * Math.log(count / weights);
    }
    return sum;
  }

  private Round open(double[] b) {
    if (rounds == statistic.maxIter()) {
      throw new ParleyException(
          "cannot "
              + WHAT
              + ": the coefficients still move after "
              + rounds
              + " rounds, expected a step below "
              + statistic.tol()
              + " standard errors; raise maxIter");
    }
    rounds++;
    int exponent = totals.weightExponent();
    byte[] arguments = MultinomialRows.arguments(coordinates.scales(), exponent, b);
    BigDecimal[] values = sums.open(statistic.roundSpec(), arguments).values();
    int at = GramSums.size(length);
    int scalars = at + length;
    long invalid = values[scalars + MultinomialRows.INVALID].longValueExact();
    if (invalid > 0) {
      throw refuse(
          "%d rows have no probabilities at the next coefficients, or lie a hundred thousand times as far out as is usual, expected rows without such"
              .formatted(invalid));
    }
    return new Round(
        b,
        Symmetric.ofTriangle(values, 0, length),
        Arrays.copyOfRange(values, at, scalars),
        Math.scalb(values[scalars].doubleValue(), 2 * exponent),
        values[scalars + MultinomialRows.RIGHT].doubleValue(),
        statistic.penalised()
            ? values[scalars + MultinomialRows.SQUARED_WEIGHTS].doubleValue()
            : 0);
  }

  private Round advance(Round at, BigDecimal[] step) {
    double least = value(at) - 1e-10 * Math.abs(at.logLikelihood);
    for (double share = 1; share > 1e-6; share /= 2) {
      double[] b = NewtonSteps.move(at.b, step, share);
      if (rounds == statistic.maxIter() && far(at)) {
        throw separated();
      }
      Round next = open(b);
      if (value(next) >= least) {
        return next;
      }
    }
    throw new ParleyException(
        "cannot " + WHAT + ": no part of a step makes the rows likelier, expected that one does");
  }

  private double value(Round at) {
    return at.logLikelihood - scale * ridge.of(at.b);
  }

  private boolean far(Round at) {
    return !statistic.penalised()
        && Arrays.stream(at.b).anyMatch(value -> Math.abs(value) > FAR / 2);
  }

  private static InvalidDataException separated() {
    return refuse(
        "the features separate the levels, so that coefficients grow without end, expected levels"
            + " that overlap; leave the separating feature or level out");
  }

  private PositiveSystem system(Round at) {
    int d = statistic.features().size();
    List<String> names =
        IntStream.range(0, length)
            .mapToObj(
                j ->
                    coordinates.standardNames().get(j % (d + 1))
                        + " of "
                        + statistic.others().get(j / (d + 1)))
            .toList();
    if (!statistic.penalised() && Arrays.stream(at.b).anyMatch(v -> Math.abs(v) > FAR)) {
      throw separated();
    }
    try {
      return PositiveSystem.of(ridge.with(at.information), names, WHAT);
    } catch (InvalidDataException e) {
      throw far(at) ? separated() : e;
    }
  }

  private MultinomialResult finish(double[] b, Round at, PositiveSystem system, double none) {
    int p = statistic.features().size() + 1;
    Symmetric inverse = system.inverse();
    List<String> names = coordinates.names();
    List<MultinomialResult.Level> levels = new ArrayList<>();
    for (int k = 0; k < statistic.others().size(); k++) {
      BigDecimal[] raw =
          coordinates.raw(
              Arrays.stream(b, k * p, (k + 1) * p)
                  .mapToObj(BigDecimal::new)
                  .toArray(BigDecimal[]::new));
      BigDecimal[] variances = coordinates.variances(inverse.part(k * p, (k + 1) * p));
      List<Coefficient> rows = new ArrayList<>();
      for (int j = 0; j < p; j++) {
        double error = Math.sqrt(variances[j].doubleValue() / scale);
        rows.add(
            statistic.penalised()
                ? Coefficient.of(names.get(j), raw[j].doubleValue())
                : Coefficient.z(names.get(j), raw[j].doubleValue(), error));
      }
      levels.add(new MultinomialResult.Level(statistic.others().get(k), rows));
    }
    return new MultinomialResult(
        statistic.baseLevel(),
        levels,
        totals.rows(),
        totals.dropped(),
        at.logLikelihood,
        none,
        statistic.penalised() ? null : (Double) (2 * length - 2 * at.logLikelihood),
        at.right / totals.rows(),
        rounds + 1);
  }
}
