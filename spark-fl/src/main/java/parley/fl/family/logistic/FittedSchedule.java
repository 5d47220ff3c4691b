package parley.fl.family.logistic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.fl.activation.DivergenceException;
import parley.fl.activation.FitFigures;
import parley.fl.activation.Schedule;
import parley.fl.activation.SigmoidPolynomial;

/**
 * Which polynomial and which step each iteration takes, from looks at the margins: the mean of u^2
 * and of u^16, over all rows, u being the margin less the base rate's logit.
 *
 * <p>A look gives the soft maximum M of |u| and the mean square q, both rounded up to powers of
 * 2^(1/16). Between looks M is taken to grow as a power of the iteration, whose exponent the last
 * two looks give. The polynomial is fitted on [-R, R], R = 1.2 M (1.05 M from iteration 16 on),
 * where a normal distribution with that mean square has its rows; the step is the inverse curvature
 * there. Data that are nearly separable reach farther than degree 15 can follow: they get the
 * polynomial of degree 9 on [-14, 14], which holds accuracy, not weights.
 *
 * <p>The same looks give the same numbers at each party. Not safe for use by several threads.
 */
public final class FittedSchedule implements Schedule {
  /** Margins beyond this are farther than the polynomials follow to 2 %. */
  public static final double GOOD_TO = 12;

  /**
   * What the weights are divided by where they are encoded: the margins that today's data reach.
   */
  public static final double HALF_WIDTH = 14;

  private static final int[] FIRST_LOOKS = {1, 2, 3, 5, 8, 12, 17, 23, 29, 35};
  private static final double LATER_LOOKS = 1.2;
  private static final double GRID = 16;
  private static final double LEAST_SEEN = 1e-6;
  private static final double SETTLED = 0.005;
  private static final double LEAST_RANGE = 4;
  private static final double MOST_RANGE = 64;
  private static final double DIVERGED = 128;
  private static final int EARLY = 16;
  private static final double EARLY_MARGIN = 1.2;
  private static final double LATE_MARGIN = 1.05;
  private static final double MOST_GROWTH = 2.2;
  private static final double FIRST_GROWTH = 2;
  private static final double SECOND_GROWTH = 1.5;
  private static final double LEAST_DEVIATION = 0.35;
  private static final double LEAST_DEVIATION_SHARE = 1.0 / 12;
  private static final double FIRST_DEVIATION = 0.5;
  private static final double CURVATURE_FACTOR = 6;

  /** Below this share of the unit a 16th power is noise. */
  private static final double LEAST_SHARE = 0.5;

  /** The first look expects margins of about this. */
  private static final double FIRST_MARGIN = 2;

  private static final double WIDE_RANGE = 16;
  private static final double WIDE_MARGIN = 20;
  private static final double WIDE_RATIO = 8;
  private static final double WIDE_LOGIT = 2.5;
  private static final SigmoidPolynomial WIDE = SigmoidPolynomial.leastSquares(9, HALF_WIDTH);

  private record Choice(FittedSigmoid activation, double stepSize, boolean wide) {}

  private final FitTerms terms;
  private final int iterations;
  private final List<Look> looks = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  /** The iteration of the last look; 0 before the first. */
  private int lookedAt;

  /** What the model was divided by at that look. */
  private double lookedIn;

  private double maximum;
  private double meanSquare;
  private double exactSpread;
  private boolean settled;
  private double growth = FIRST_GROWTH;

  /** A schedule of so many iterations before its first look. */
  public FittedSchedule(FitTerms terms, int iterations) {
    this.terms = terms;
    this.iterations = iterations;
  }

  /** The same after looks that were taken before. */
  public static FittedSchedule after(FitTerms terms, int iterations, List<Look> looks) {
    FittedSchedule schedule = new FittedSchedule(terms, iterations);
    looks.forEach(schedule::take);
    return schedule;
  }

  /** How many iterations are looked at. */
  public static int count(int iterations) {
    return (int) IntStream.range(0, iterations).filter(t -> due(t, iterations)).count();
  }

  @Override
  public boolean due(int iteration) {
    return due(iteration, iterations);
  }

  private static boolean due(int iteration, int iterations) {
    if (iteration >= iterations - 1) {
      return false;
    }
    int last = 0;
    for (int look : FIRST_LOOKS) {
      if (look == iteration) {
        return true;
      }
      last = look;
    }
    while (last < iteration) {
      last = (int) Math.ceil(LATER_LOOKS * last);
    }
    return last == iteration;
  }

  @Override
  public List<Look> looks() {
    return List.copyOf(looks);
  }

  @Override
  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  /**
   * H: what the model is divided by before iteration t, set before its look is taken: about the
   * farthest margin that is expected; {@link #HALF_WIDTH} for the finished model.
   */
  @Override
  public double unit(int iteration) {
    if (iteration == iterations) {
      return HALF_WIDTH;
    }
    if (lookedAt > 0 && iteration == lookedAt) {
      return lookedIn;
    }
    return SigmoidFit.REACH * range(iteration, growth / 2);
  }

  @Override
  public int powerFactor(int iteration) {
    double expected =
        lookedAt == 0
            ? FIRST_MARGIN
            : maximum * StrictMath.pow((double) iteration / lookedAt, growth / 2);
    return Math.max(1, (int) (unit(iteration) / Math.max(expected, 1)));
  }

  @Override
  public void look(int iteration, double mean, double sixteenth) {
    double before = exactSpread;
    double total = Math.max(sixteenth * terms.counted(), Math.pow(LEAST_SHARE, 16));
    double seen = powerUnit(iteration) * StrictMath.pow(total, 1.0 / 16);
    if (!(seen <= DIVERGED) || !(mean <= DIVERGED * DIVERGED)) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "cannot go on training: it diverges at iteration %d, expected margins within %.4g,"
                  + " got up to %.4g; clip the features",
              iteration,
              DIVERGED,
              seen));
    }
    take(new Look(iteration, onGrid(seen), onGrid(mean)));
    exactSpread = mean;
    settled = before > 0 && Math.abs(mean - before) <= SETTLED * before;
  }

  private void take(Look look) {
    int t = look.iteration();
    double unit = unit(t);
    double seen = fromGrid(look.margin());
    if (lookedAt > 0) {
      double exponent = StrictMath.log(seen / maximum) / StrictMath.log((double) t / lookedAt);
      growth = Math.min(MOST_GROWTH, Math.max(0, exponent));
      if (lookedAt == FIRST_LOOKS[0]) {
        growth = Math.max(growth, SECOND_GROWTH);
      }
    }
    looks.add(look);
    lookedAt = t;
    lookedIn = unit;
    maximum = seen;
    meanSquare = fromGrid(look.spread());
    exactSpread = meanSquare;
    double beyond = StrictMath.pow(seen / choice(t).activation().range(), 16) / terms.counted();
    readings.add(new Reading(t, meanSquare, Math.min(1, beyond)));
  }

  private static int onGrid(double value) {
    double least = Math.max(value, LEAST_SEEN);
    return (int) Math.ceil(GRID * StrictMath.log(least) / StrictMath.log(2));
  }

  private static double fromGrid(int steps) {
    return StrictMath.pow(2, steps / GRID);
  }

  /**
   * R of iteration t, with margins that grow with that power of it. A training of two iterations
   * has no look: its second one has to follow margins as far as those of any data.
   */
  private double range(int iteration, double power) {
    if (lookedAt == 0) {
      return iteration == 0 || due(iteration) ? LEAST_RANGE : HALF_WIDTH;
    }
    double margin = iteration < EARLY ? EARLY_MARGIN : LATE_MARGIN;
    double grown = maximum * StrictMath.pow((double) iteration / lookedAt, power);
    return Math.min(MOST_RANGE, Math.max(LEAST_RANGE, margin * grown));
  }

  @Override
  public Step step(int iteration) {
    Choice choice = choice(iteration);
    return new Step(choice.activation(), choice.stepSize());
  }

  private Choice choice(int iteration) {
    double range = range(iteration, growth);
    if (isWide(range)) {
      return new Choice(
          FittedSigmoid.shifted(WIDE, terms.rate().logit()),
          terms.stepFor(WIDE.slopeAtZero()),
          true);
    }
    MarginSpread rows = spread(iteration).atLeast(LEAST_DEVIATION);
    rows = rows.atLeast(LEAST_DEVIATION_SHARE * range);
    FittedSigmoid activation = SigmoidFit.of(terms.rate().logit(), rows, range);
    double curvature = CURVATURE_FACTOR * curvature(activation, rows);
    return new Choice(activation, terms.stepFor(curvature), false);
  }

  @Override
  public FitFigures figures() {
    Choice last = choice(iterations - 1);
    return new FitFigures(maximum, last.activation().range(), last.wide(), settled);
  }

  @Override
  public List<String> warnings() {
    if (iterations > 1 && looks.isEmpty()) {
      return List.of(
          "margins were never looked at, as there are but "
              + iterations
              + " iterations: where they reach beyond 12, weights and probabilities may be farther"
              + " than 2 % from those of logistic regression; expected three iterations or more");
    }
    double range = choice(iterations - 1).activation().range();
    if (!(range > GOOD_TO)) {
      return List.of();
    }
    String since =
        maximum > GOOD_TO
            ? ""
            : String.format(Locale.ROOT, " and may have grown to %.3g since the last look", range);
    return List.of(
        String.format(
            Locale.ROOT,
            "margins reach %.3g%s, the polynomial is good to %.3g: weights and probabilities may be"
                + " farther than 2 %% from those of logistic regression",
            maximum,
            since,
            GOOD_TO));
  }

  private boolean isWide(double range) {
    return range > WIDE_RANGE
        && maximum <= WIDE_MARGIN
        && maximum <= WIDE_RATIO * Math.sqrt(meanSquare)
        && Math.abs(terms.rate().logit()) < WIDE_LOGIT;
  }

  private MarginSpread spread(int iteration) {
    if (lookedAt == 0) {
      return new MarginSpread(0, FIRST_DEVIATION);
    }
    double power = 2 * Math.min(growth, SECOND_GROWTH);
    return MarginSpread.of(
        terms.rate(), meanSquare * StrictMath.pow((double) iteration / lookedAt, power));
  }

  /** The mean slope over the rows, alone and across the direction that spreads them. */
  private static double curvature(FittedSigmoid p, MarginSpread rows) {
    double mean = MarginSpread.expectation(n -> slope(p, rows, n));
    double across = MarginSpread.expectation(n -> n * n * slope(p, rows, n));
    return Math.max(mean, across);
  }

  private static double slope(FittedSigmoid p, MarginSpread rows, double n) {
    double u = rows.mean() + rows.deviation() * n;
    return p.slope(Math.max(-p.range(), Math.min(p.range(), u)));
  }
}
