package parley.fl.family.constant;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.fl.family.Family;
import parley.fl.family.Head;
import parley.fl.family.Objective;
import parley.fl.family.Target;
import parley.fl.family.circuit.Circuit;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.RowLoss;

/** The same answer for every row: the labels' mean, whatever the features. */
final class ConstantFamily implements Family {
  static final String ID = "toy-constant/1";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "a constant";
  }

  @Override
  public SortedMap<String, String> arguments() {
    return new TreeMap<>();
  }

  @Override
  public Target target() {
    return Target.REAL;
  }

  @Override
  public Objective objective() {
    return (rows, weights) -> {
      // As least squares of rows whose features are all 0.
      double[] constant = new double[weights.length];
      constant[weights.length - 1] = weights[weights.length - 1];
      NewtonSums sums = rows.newtonSums(constant, new Squares());
      int last = weights.length - 1;
      double[] gradient = new double[weights.length];
      double[][] hessian = new double[weights.length][weights.length];
      gradient[last] = sums.gradient()[last];
      hessian[last][last] = sums.hessian()[last][last];
      return new NewtonSums(sums.loss(), gradient, hessian);
    };
  }

  @Override
  public Head head() {
    return new Squares();
  }

  @Override
  public Optional<Circuit> circuit() {
    return Optional.of(() -> ConstantKind.NAME);
  }

  private record Squares() implements RowLoss, Head {
    @Override
    public double value(double z, double label) {
      return z * z / 2 - z * label;
    }

    @Override
    public double slope(double z, double label) {
      return z - label;
    }

    @Override
    public double mean(double z) {
      return z;
    }

    @Override
    public double curvature(double z, double label) {
      return 1;
    }

    @Override
    public double prediction(double margin, double threshold) {
      return margin;
    }
  }
}
