package parley.fl.network;

/** What a network's outputs are trained to be. Immutable. */
public enum NetworkHead {
  /** An output a class, 1 for the row's own and 0 for the others. */
  CLASSES {
    @Override
    double target(double label, int output) {
      return label == output ? 1 : 0;
    }
  },
  /** One output, the label itself. */
  VALUE {
    @Override
    double target(double label, int output) {
      return label;
    }
  };

  /** What an output should be for a row of that label. */
  abstract double target(double label, int output);
}
