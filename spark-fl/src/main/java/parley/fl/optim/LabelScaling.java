package parley.fl.optim;

import parley.error.InvalidDataException;

/** How a family's labels come to one scale, from sums that the providers open. Immutable. */
public enum LabelScaling {
  /** As they are; nothing is opened. */
  NONE,

  /**
   * Less their mean and divided by their deviation; as they are but divided where there is no
   * intercept. A penalty is divided by the deviation, as Spark's linear regression does.
   */
  DEVIATION,

  /**
   * Divided by their mean, and margins are kept less its logarithm: for the log link. The loss of
   * counts is divided by the mean as well, so that a penalty is.
   */
  MEAN_OF_COUNTS,

  /** The same for a loss that depends on the ratio of label and mean alone. */
  MEAN;

  /** Whether the sum of the labels is opened. */
  public boolean opened() {
    return this != NONE;
  }

  /** Whether their sum of squares about the mean is opened as well. */
  public boolean squares() {
    return this == DEVIATION;
  }

  /**
   * The scale that follows.
   *
   * @param mean of all labels, by their rows' weights
   * @param deviation of them, with the weights' sum as divisor; not read without {@link #squares}
   * @param intercept whether the model has one
   * @throws InvalidDataException for labels that have no such scale
   */
  public LabelScale of(double mean, double deviation, boolean intercept) {
    return switch (this) {
      case NONE -> LabelScale.NONE;
      case DEVIATION -> {
        if (!(deviation > 0)) {
          throw new InvalidDataException(
              "cannot train: the labels do not vary, expected two values or more");
        }
        double centre = intercept ? mean : 0;
        yield new LabelScale(centre, deviation, deviation, centre, deviation);
      }
      case MEAN_OF_COUNTS, MEAN -> {
        if (!(mean > 0)) {
          throw new InvalidDataException(
              "cannot train: all labels are 0, expected some above for the log link");
        }
        yield new LabelScale(0, mean, 1, StrictMath.log(mean), this == MEAN_OF_COUNTS ? mean : 1);
      }
    };
  }
}
