package parley.robust.defence.training;

/** Changes weights against a gradient. Mutable, for one thread. */
public abstract class Descent {

  /** Names of the Param optimizer. */
  public static final String[] WORDS = {"adam", "sgd"};

  /** Changes the weights. */
  abstract void step(double[] weights, double[] gradient, double rate);

  static Descent of(String word, double momentum, int size) {
    return word.equals("adam") ? new Adam(size) : new Momentum(momentum, size);
  }

  /** Kingma and Ba 2015, https://arxiv.org/abs/1412.6980, with its constants. */
  private static final class Adam extends Descent {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double TINY = 1e-8;

    private final double[] mean;
    private final double[] square;
    private double firstLeft = 1;
    private double secondLeft = 1;

    Adam(int size) {
      mean = new double[size];
      square = new double[size];
    }

    @Override
    void step(double[] weights, double[] gradient, double rate) {
      firstLeft *= FIRST;
      secondLeft *= SECOND;
      for (int j = 0; j < weights.length; j++) {
        mean[j] = FIRST * mean[j] + (1 - FIRST) * gradient[j];
        square[j] = SECOND * square[j] + (1 - SECOND) * gradient[j] * gradient[j];
        double spread = Math.sqrt(square[j] / (1 - secondLeft)) + TINY;
        weights[j] -= rate * (mean[j] / (1 - firstLeft)) / spread;
      }
    }
  }

  /** The heavy ball. */
  private static final class Momentum extends Descent {
    private final double momentum;
    private final double[] velocity;

    Momentum(double momentum, int size) {
      this.momentum = momentum;
      velocity = new double[size];
    }

    @Override
    void step(double[] weights, double[] gradient, double rate) {
      for (int j = 0; j < weights.length; j++) {
        velocity[j] = momentum * velocity[j] + gradient[j];
        weights[j] -= rate * velocity[j];
      }
    }
  }
}
