package parley.fl.statistic.cox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.measure.Measure;

/** The querier's side: Newton's steps from coefficients of 0. For one thread at a time. */
final class CoxFit {
  private static final String WHAT = CoxStatistic.WHAT;

  /** A coefficient of a standardised column beyond this is on its way to infinity. */
  private static final double FAR = 20;

  private final CoxStatistic statistic;
  private final DesignTotals totals;
  private final SecureSum sums;
  private final Coordinates coordinates;
  private final int features;
  private int rounds;

  private record Round(
      double[] b, Symmetric information, BigDecimal[] score, BigDecimal[] scalars) {
    double logLikelihood() {
      return scalars[CoxRows.LIKELIHOOD].doubleValue();
    }

    long count(int which) {
      return scalars[which].longValueExact();
    }
  }

  CoxFit(CoxStatistic statistic, DesignTotals totals, SecureSum sums) {
    this.statistic = statistic;
    this.totals = totals;
    this.sums = sums;
    this.features = statistic.features().size();
    this.coordinates = new Coordinates(totals.scales(true), features, false);
  }

  private static InvalidDataException refuse(String reason) {
    return new InvalidDataException("cannot " + WHAT + ": " + reason);
  }

  CoxResult result() {
    Round start = open(new double[features]);
    if (start.count(CoxRows.BEYOND) > 0) {
      throw refuse(
          "%d rows lie a hundred thousand times as far out as is usual, expected rows without such"
              .formatted(start.count(CoxRows.BEYOND)));
    }
    if (start.count(CoxRows.EVENTS) == 0) {
      throw refuse("expected events, got none");
    }
    Round at = start;
    while (true) {
      PositiveSystem system = system(at);
      BigDecimal[] step = system.solve(at.score);
      if (NewtonSteps.isLast(step, at.b, system, statistic.tol())) {
        return finish(NewtonSteps.move(at.b, step, 1), at, start, system);
      }
      at = advance(at, step);
    }
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
    byte[] arguments = CoxRows.arguments(coordinates.scales(), b);
    BigDecimal[] values = sums.open(statistic.roundSpec(), arguments).values();
    int triangle = features * (features + 1) / 2;
    return new Round(
        b,
        Symmetric.ofTriangle(values, 0, features),
        Arrays.copyOfRange(values, triangle, triangle + features),
        Arrays.copyOfRange(values, triangle + features, values.length));
  }

  private Round advance(Round at, BigDecimal[] step) {
    double least = at.logLikelihood() - 1e-10 * Math.abs(at.logLikelihood());
    for (double share = 1; share > 1e-6; share /= 2) {
      double[] b = NewtonSteps.move(at.b, step, share);
      String endless = endless(b);
      if (endless != null) {
        throw endlessly(endless);
      }
      Round next = open(b);
      if (next.count(CoxRows.BEYOND) == 0 && next.logLikelihood() >= least) {
        return next;
      }
    }
    throw new ParleyException(
        "cannot " + WHAT + ": no part of a step makes the rows likelier, expected that one does");
  }

  private @Nullable String endless(double[] b) {
    for (int j = 0; j < features; j++) {
      if (Math.abs(b[j]) > FAR) {
        return statistic.features().get(j);
      }
    }
    return null;
  }

  private static InvalidDataException endlessly(String feature) {
    return refuse(
        "the coefficient of "
            + feature
            + " grows without end, expected that rows with and without events overlap in it; leave"
            + " it out");
  }

  private PositiveSystem system(Round at) {
    try {
      return PositiveSystem.of(at.information, statistic.features(), WHAT);
    } catch (InvalidDataException e) {
      for (int j = 0; j < features; j++) {
        if (Math.abs(at.b[j]) > FAR / 4) {
          throw endlessly(statistic.features().get(j));
        }
      }
      throw e;
    }
  }

  private CoxResult finish(double[] b, Round at, Round start, PositiveSystem system) {
    BigDecimal[] raw =
        coordinates.raw(Arrays.stream(b).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    BigDecimal[] variances = coordinates.variances(system.inverse());
    List<Coefficient> rows = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      double error = Math.sqrt(variances[j].doubleValue());
      rows.add(Coefficient.z(statistic.features().get(j), raw[j].doubleValue(), error));
    }
    double ratio = Math.max(0, 2 * (at.logLikelihood() - start.logLikelihood()));
    return new CoxResult(
        rows,
        totals.rows(),
        totals.dropped(),
        at.count(CoxRows.EVENTS),
        at.count(CoxRows.STRATA),
        at.logLikelihood(),
        start.logLikelihood(),
        ratio,
        Tails.upperChiSquare(ratio, features),
        Measure.ratio(
            "concordance",
            at.count(CoxRows.ORDERED) + at.count(CoxRows.EQUAL) / 2.0,
            at.count(CoxRows.PAIRS),
            "no provider has two rows of which it is known who had the event first"),
        rounds + 1);
  }
}
