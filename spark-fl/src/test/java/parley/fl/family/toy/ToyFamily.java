package parley.fl.family.toy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FixedActivation;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Target;
import parley.fl.optim.RowLoss;

/** Least squares: the mean is the margin itself, a polynomial of degree 1. */
class ToyFamily implements LinearFamily {
  static final String ID = "toy-least-squares/1";

  /** What margins are divided by where they are encoded, so that they are within 1. */
  private static final String UNIT = "unit";

  private final double unit;

  ToyFamily(double unit) {
    this.unit = unit;
  }

  static ToyFamily read(Map<String, String> arguments) {
    return new ToyFamily(Double.parseDouble(arguments.get(UNIT)));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "least squares";
  }

  @Override
  public SortedMap<String, String> arguments() {
    return new TreeMap<>(Map.of(UNIT, Double.toString(unit)));
  }

  @Override
  public Target target() {
    return Target.REAL;
  }

  @Override
  public Head head() {
    return new Squares();
  }

  @Override
  public RowLoss loss() {
    return new Squares();
  }

  @Override
  public FixedActivation activation() {
    return new Identity(unit);
  }

  @Override
  public Optional<AdaptiveActivation> adaptive() {
    return Optional.empty();
  }

  @Override
  public LinearFamily fixed() {
    return this;
  }

  @Override
  public ActivationWords activationWords() {
    return new ActivationWords("mean", "the margin", "nothing stands for it");
  }

  /** (z - y)^2 / 2, less what does not depend on z. */
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

  private record Identity(double unit) implements FixedActivation {
    @Override
    public double evaluate(double margin) {
      return margin;
    }

    @Override
    public int degree() {
      return 1;
    }

    @Override
    public double reach() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double[] unitCoefficients() {
      return new double[] {0, unit};
    }

    @Override
    public double curvature() {
      return 1;
    }
  }
}
