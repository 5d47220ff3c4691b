package parley.fl.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells from mean squared errors whether a training runs away. Errors grow doubly exponentially
 * then: beyond twice the first weights' mean one iteration, or two, are left in which the model
 * before is still at hand. Not safe for use by several threads.
 */
public final class ErrorWatch {
  private static final int FIRST = 2;
  private static final int DENSE = 15;
  private static final int EVERY = 5;

  /**
   * One look.
   *
   * @param iteration from 1
   * @param meanSquare mean over the batch's rows and outputs of the squared errors
   * @param kept whether the training went on; else it went back and halved its steps
   */
  public record Look(int iteration, double meanSquare, boolean kept) {}

  private final double most;
  private final List<Look> looks = new ArrayList<>();

  /**
   * A watch.
   *
   * @param first the first weights' mean squared error, from public numbers: {@link
   *     StepRule#firstError}
   */
  public ErrorWatch(double first) {
    most = 2 * first;
  }

  /** Whether an iteration, from 1, is one whose error is opened: 2 to 15, then every fifth. */
  public static boolean due(int iteration) {
    return iteration >= FIRST && (iteration <= DENSE || iteration % EVERY == 0);
  }

  /** How many looks there are in a training. */
  public static int looks(int iterations) {
    int looks = 0;
    for (int t = 1; t <= iterations; t++) {
      looks += due(t) ? 1 : 0;
    }
    return looks;
  }

  /** The mean squared error above which a training goes back. */
  public double most() {
    return most;
  }

  /** Takes down a look, and says whether the training may go on from there. */
  public boolean look(int iteration, double meanSquare) {
    boolean kept = meanSquare <= most;
    looks.add(new Look(iteration, meanSquare, kept));
    return kept;
  }

  /** All looks so far, in order. */
  public List<Look> looks() {
    return List.copyOf(looks);
  }
}
