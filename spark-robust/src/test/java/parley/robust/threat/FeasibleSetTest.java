package parley.robust.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps stay in the set, projections are the nearest points, and starts are spread. */
class FeasibleSetTest {
  private static final int D = 7;
  private static final double EPSILON = 0.6;

  private final double[] origin = {0.1, 0.9, 0.5, 0, 1, 0.3, 0.7};
  private final double[] lower = new double[D];
  private final double[] upper = new double[D];

  @ParameterizedTest
  @EnumSource(Norm.class)
  void steps_never_leaveTheSet(Norm norm) {
    ThreatModel threat = threat(norm);
    FeasibleSet feasible = new FeasibleSet(threat);
    feasible.boxes(origin, 1, lower, upper);
    Random random = new Random(1);
    double[] row = origin.clone();
    for (int t = 0; t < 200; t++) {
      double[] gradient = random.doubles(D, -1, 1).toArray();
      gradient[t % D] = 0;
      double[] before = row.clone();
      feasible.step(origin, row, gradient, lower, upper, 0, 0.2);
      check(threat, row);
      if (norm != Norm.L1) {
        // In L1 the way back into the ball may be longer than the step.
        assertThat(norm.distance(before, 0, row, 0, D)).isLessThanOrEqualTo(0.2 + 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void step_inTheOpen_gainsMostOfAllStepsOfItsLength(Norm norm) {
    FeasibleSet feasible = new FeasibleSet(ThreatModel.of(norm, 10, D));
    feasible.boxes(origin, 1, lower, upper);
    double[] gradient = {1e-200, -3, 2, 0, -1, 0.5, 2.5};
    double[] row = origin.clone();
    feasible.step(origin, row, gradient, lower, upper, 0, 0.2);
    double dual =
        switch (norm) {
          case LINF -> Norm.L1.distance(gradient, 0, new double[D], 0, D);
          case L2 -> Norm.L2.distance(gradient, 0, new double[D], 0, D);
          case L1 -> 3;
        };
    double gain = 0;
    for (int j = 0; j < D; j++) {
      gain += gradient[j] * (row[j] - origin[j]);
    }
    assertThat(gain).isCloseTo(0.2 * dual, within(1e-12));
    feasible.step(origin, row, gradient, lower, upper, 0, -0.2);
    for (int j = 0; j < D; j++) {
      assertThat(row[j]).isCloseTo(origin[j], within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void step_ofTinyGradients_isNotLost(Norm norm) {
    FeasibleSet feasible = new FeasibleSet(ThreatModel.of(norm, 10, D));
    feasible.boxes(origin, 1, lower, upper);
    double[] gradient = new double[D];
    Arrays.fill(gradient, -1e-300);
    double[] row = origin.clone();
    feasible.step(origin, row, gradient, lower, upper, 0, 0.2);
    assertThat(norm.distance(origin, 0, row, 0, D)).isCloseTo(0.2, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void project_aPointInTheBox_isTheNearestOfTheSet(Norm norm) {
    ThreatModel threat = ThreatModel.of(norm, EPSILON, D);
    FeasibleSet feasible = new FeasibleSet(threat);
    feasible.boxes(origin, 1, lower, upper);
    Random random = new Random(2);
    for (int trial = 0; trial < 50; trial++) {
      double[] row = origin.clone();
      for (int j = 0; j < D; j++) {
        row[j] += EPSILON * (2 * random.nextDouble() - 1);
      }
      double[] outside = row.clone();
      feasible.project(origin, row, lower, upper, 0);
      assertThat(norm.distance(origin, 0, row, 0, D)).isLessThanOrEqualTo(EPSILON + 1e-12);
      // The obtuse angle that marks the nearest point of a convex set, against its extreme points.
      for (int other = 0; other < 40; other++) {
        double[] point = extreme(norm, random);
        double angle = 0;
        for (int j = 0; j < D; j++) {
          angle += (outside[j] - row[j]) * (point[j] - row[j]);
        }
        assertThat(angle).isLessThanOrEqualTo(1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void randomStart_followsFromItsKeyAndFillsTheBall(Norm norm) {
    ThreatModel threat = threat(norm);
    RandomStart start = new RandomStart(threat);
    new FeasibleSet(threat).boxes(origin, 1, lower, upper);
    double farthest = 0;
    for (int key = 0; key < 500; key++) {
      double[] row = origin.clone();
      start.move(row, lower, upper, 0, key);
      check(threat, row);
      double[] again = origin.clone();
      start.move(again, lower, upper, 0, key);
      assertThat(again).isEqualTo(row);
      farthest = Math.max(farthest, norm.distance(origin, 0, row, 0, D));
    }
    assertThat(farthest).isGreaterThan(0.8 * EPSILON);
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void linearMaximum_isReachedAndNeverPassed(Norm norm) {
    ThreatModel threat = threat(norm);
    FeasibleSet feasible = new FeasibleSet(threat);
    feasible.boxes(origin, 1, lower, upper);
    RandomStart start = new RandomStart(threat);
    LinearMaximum maximum = new LinearMaximum(threat);
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] w = random.doubles(D, -1, 1).toArray();
      double[] point = new double[D];
      double value = maximum.find(w, origin, lower, upper, point);
      check(threat, point);
      double climbed = Double.NEGATIVE_INFINITY;
      for (int key = 0; key < 5; key++) {
        double[] row = origin.clone();
        start.move(row, lower, upper, 0, key);
        for (int t = 0; t < 2000; t++) {
          feasible.step(origin, row, w, lower, upper, 0, 0.3 * Math.pow(0.99, t));
        }
        climbed = Math.max(climbed, value(w, row));
      }
      assertThat(climbed).isLessThanOrEqualTo(value + 1e-12);
      assertThat(climbed).isGreaterThan(value - 1e-6);
    }
  }

  /**
   * Steps as long as an attack's, in the direction of a linear score, end at its maximum over ball
   * and box and stay there: none is lost at the edge of the box.
   */
  @ParameterizedTest
  @EnumSource(Norm.class)
  void steps_ofAnAttack_endAtTheMaximumByBruteForce(Norm norm) {
    ThreatModel threat = threat(norm);
    FeasibleSet feasible = new FeasibleSet(threat);
    feasible.boxes(origin, 1, lower, upper);
    Random random = new Random(4);
    for (int trial = 0; trial < 30; trial++) {
      double[] w = random.doubles(D, -1, 1).toArray();
      double[] row = origin.clone();
      for (int t = 0; t < 100; t++) {
        feasible.step(origin, row, w, lower, upper, 0, EPSILON / 4);
      }
      check(threat, row);
      double most = most(norm, w);
      assertThat(value(w, row) - value(w, origin)).isBetween(most - 1e-9, most + 1e-12);
    }
  }

  /**
   * The most that a linear score gains: in L1 over all orders in which features may be moved as far
   * as they go; in L2 by a scan of the multiplier of x + clip(w / m); else feature by feature.
   */
  private double most(Norm norm, double[] w) {
    double[] room = new double[D];
    double[] slope = new double[D];
    for (int j = 0; j < D; j++) {
      slope[j] = Math.abs(w[j]);
      room[j] = w[j] > 0 ? upper[j] - origin[j] : origin[j] - lower[j];
    }
    return switch (norm) {
      case LINF -> IntStream.range(0, D).mapToDouble(j -> slope[j] * room[j]).sum();
      case L1 -> bestOrder(slope, room, 0, EPSILON);
      case L2 -> alongTheEdge(slope, room);
    };
  }

  private static double bestOrder(double[] slope, double[] room, int used, double left) {
    double best = 0;
    for (int j = 0; j < D; j++) {
      if ((used >> j & 1) == 0) {
        double move = Math.min(left, room[j]);
        double rest = bestOrder(slope, room, used | 1 << j, left - move);
        best = Math.max(best, slope[j] * move + rest);
      }
    }
    return best;
  }

  private static double alongTheEdge(double[] slope, double[] room) {
    double low = 0;
    double high = 1e6;
    double gain = 0;
    for (int k = 0; k < 200; k++) {
      double factor = (low + high) / 2;
      double square = 0;
      double now = 0;
      for (int j = 0; j < D; j++) {
        double move = Math.min(room[j], factor * slope[j]);
        square += move * move;
        now += slope[j] * move;
      }
      if (square <= EPSILON * EPSILON) {
        low = factor;
        gain = now;
      } else {
        high = factor;
      }
    }
    return gain;
  }

  @Test
  void linearMaximum_heldFeatures_passTheirShareOn() {
    ThreatModel threat =
        ThreatModel.of(Norm.L2, 5, 3).withClip(new double[] {-3, -9, -9}, new double[] {3, 9, 9});
    double[] zero = new double[3];
    double[] lo = new double[3];
    double[] hi = new double[3];
    new FeasibleSet(threat).boxes(zero, 1, lo, hi);
    double[] point = new double[3];
    double value = new LinearMaximum(threat).find(new double[] {100, 1, 0}, zero, lo, hi, point);
    assertThat(point).containsExactly(new double[] {3, 4, 0}, within(1e-12));
    assertThat(value).isCloseTo(304, within(1e-9));
  }

  private static double value(double[] w, double[] x) {
    double sum = 0;
    for (int j = 0; j < D; j++) {
      sum += w[j] * x[j];
    }
    return sum;
  }

  /** Feature 2 is out of reach, and all others lie from 0 to 1. */
  private static ThreatModel threat(Norm norm) {
    return ThreatModel.of(norm, EPSILON, D).withClip(0, 1).withAttackable(0, 1, 3, 4, 5, 6);
  }

  private void check(ThreatModel threat, double[] row) {
    assertThat(threat.firstOutside(row, 0)).isEqualTo(-1);
    assertThat(row[2]).isEqualTo(origin[2]);
    assertThat(threat.norm().distance(origin, 0, row, 0, D)).isLessThanOrEqualTo(EPSILON + 1e-12);
  }

  private double[] extreme(Norm norm, Random random) {
    double[] point = origin.clone();
    switch (norm) {
      case LINF -> {
        for (int j = 0; j < D; j++) {
          point[j] += random.nextBoolean() ? EPSILON : -EPSILON;
        }
      }
      case L2 -> {
        double[] direction = random.doubles(D, -1, 1).toArray();
        double length = Norm.L2.distance(direction, 0, new double[D], 0, D);
        for (int j = 0; j < D; j++) {
          point[j] += EPSILON * direction[j] / length;
        }
      }
      case L1 -> point[random.nextInt(D)] += random.nextBoolean() ? EPSILON : -EPSILON;
    }
    return point;
  }
}
