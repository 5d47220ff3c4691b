package parley.fl.activation;

import java.util.List;
import parley.fl.activation.Schedule.Look;

/**
 * The public numbers that a {@link Schedule} follows from, beside its looks. Implementations are
 * immutable and have {@code equals}.
 */
public interface ScheduleTerms {
  /** How many rows there are. */
  double rows();

  /** eta of the shortest step, which gradients are encoded with. */
  double shortestStep();

  /** What is added to the finished model's intercept: margins are kept less it. */
  double offset();

  /** What the finished weights are divided by where they are encoded. */
  double unit();

  /** A schedule of so many iterations after looks that were taken before. */
  Schedule schedule(int iterations, List<Look> before);

  /** What {@link AdaptiveActivation#read} reads. */
  byte[] toBytes();
}
