package parley.fl.family;

import java.util.Optional;

/** The labels that a family can be trained on. Immutable. */
public enum Target {
  /** 0 or 1. */
  BINARY {
    @Override
    public Optional<String> problem(double label) {
      return label == 0 || label == 1
          ? Optional.empty()
          : Optional.of("the label is another value, expected 0 or 1");
    }
  },
  /** A class's number: 0, 1, 2, .. */
  CLASS {
    @Override
    public Optional<String> problem(double label) {
      return label >= 0 && label < MOST_CLASSES && label == Math.rint(label)
          ? Optional.empty()
          : Optional.of(
              "the label is no class, expected a whole number from 0 to below " + MOST_CLASSES);
    }
  },
  /** Any finite number. */
  REAL {
    @Override
    public Optional<String> problem(double label) {
      return Double.isFinite(label)
          ? Optional.empty()
          : Optional.of("the label is not finite, expected a finite number");
    }
  },
  /** Any finite number from 0. */
  NON_NEGATIVE {
    @Override
    public Optional<String> problem(double label) {
      return label >= 0 && Double.isFinite(label)
          ? Optional.empty()
          : Optional.of("the label is negative or not finite, expected a number of 0 or more");
    }
  },
  /** Any finite number above 0. */
  POSITIVE {
    @Override
    public Optional<String> problem(double label) {
      return label > 0 && Double.isFinite(label)
          ? Optional.empty()
          : Optional.of("the label is not above 0 or not finite, expected a number above 0");
    }
  };

  private static final int MOST_CLASSES = 1000;

  /** What is wrong with a label, without its value: this leaves the provider; empty if nothing. */
  public abstract Optional<String> problem(double label);
}
