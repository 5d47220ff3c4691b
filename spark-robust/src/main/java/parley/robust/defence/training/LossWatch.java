package parley.robust.defence.training;

/**
 * Ends a training where its loss no longer falls. It goes in cycles, in each of which steps shorten
 * to 0 in a straight line, so that the loss at a cycle's end is not blurred by their length. After
 * a cycle that helped the next is twice as long, with steps twice as long; one that made it worse
 * is taken back, and the next one's steps are half those of the last that helped. Follows from the
 * losses alone. For one training by one thread.
 */
public final class LossWatch {
  /** So many epochs at most, but for the cycle that is begun before. */
  public static final int MOST_EPOCHS = 600;

  private static final int FIRST_CYCLE = 20;
  private static final int LONGEST_CYCLE = 160;

  /** A cycle helps if it takes this share of the loss away. */
  private static final double HELPS = 1e-3;

  /** Steps never get longer than so many first ones. */
  private static final double LONGEST_STEP = 16;

  private final double longest;
  private double rate;
  private int cycle = FIRST_CYCLE;
  private int epochs;
  private double least = Double.POSITIVE_INFINITY;
  private boolean settled;
  private boolean better = true;

  /** Steps of this length to begin with, and 16 times that at most. */
  LossWatch(double learningRate) {
    rate = learningRate;
    longest = LONGEST_STEP * learningRate;
  }

  /** The length of the next cycle's first step. */
  double rate() {
    return rate;
  }

  /** How many epochs the next cycle has. */
  int cycle() {
    return cycle;
  }

  /** Hears of the loss in a cycle's last epoch. */
  void hear(double loss) {
    epochs += cycle;
    boolean wasBetter = better;
    better = loss < least;
    double gain = least - loss;
    if (better) {
      least = loss;
      settled = gain < HELPS * Math.abs(loss);
      rate = Math.min(longest, 2 * rate);
      cycle = Math.min(LONGEST_CYCLE, 2 * cycle);
    } else {
      settled = !wasBetter;
      rate /= 4;
    }
  }

  /** Whether the last cycle left the least loss; else its weights are to be taken back. */
  boolean isBetter() {
    return better;
  }

  /** Whether the loss has stopped falling. */
  boolean isSettled() {
    return settled;
  }

  /** Whether another cycle is due. */
  boolean goesOn() {
    return !settled && epochs < MOST_EPOCHS;
  }
}
