package parley.fl.family.squares;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.fl.activation.FixedActivation;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Target;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.RowLoss;

/**
 * Linear regression. Labels come to mean 0 and deviation 1 before they are encoded, so that weights
 * are of the size of correlations whatever unit the label has. Immutable, so safe for use by
 * several threads.
 */
public final class SquaresFamily implements LinearFamily {
  /** Names the family in plans. */
  public static final String ID = "least-squares/1";

  private static final Squares SQUARES = new Squares();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "linear regression";
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
  public LabelScaling labelScaling() {
    return LabelScaling.DEVIATION;
  }

  @Override
  public Head head() {
    return SQUARES;
  }

  @Override
  public RowLoss loss() {
    return SQUARES;
  }

  @Override
  public FixedActivation activation() {
    return SQUARES;
  }

  @Override
  public ActivationWords activationWords() {
    return new ActivationWords("mean", "the margin", "nothing has to stand for it");
  }

  /** (z - y)^2 / 2, less what does not depend on z. */
  @DefaultSerializer(JavaSerializer.class)
  private record Squares() implements RowLoss, Head, FixedActivation {
    private static final long serialVersionUID = 1L;

    /** Deviations of the label that margins are divided by where they are encoded. */
    private static final double UNIT = 8;

    @Override
    public double value(double z, double label) {
      return z * z / 2 - z * label;
    }

    @Override
    public double slope(double z, double label) {
      return z - label;
    }

    @Override
    public double curvature(double z, double label) {
      return 1;
    }

    @Override
    public double mean(double z) {
      return z;
    }

    @Override
    public double prediction(double margin, double threshold) {
      return margin;
    }

    @Override
    public double evaluate(double margin) {
      return margin;
    }

    @Override
    public int degree() {
      return 1;
    }

    @Override
    public double unit() {
      return UNIT;
    }

    @Override
    public double reach() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double[] unitCoefficients() {
      return new double[] {0, UNIT};
    }

    @Override
    public double curvature() {
      return 1;
    }
  }
}
