package parley.mhe.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import parley.error.ParleyException;

/**
 * Nested loops that add numbers from source places to target places. A place counts through all
 * ciphertexts: ciphertext times its width, n coefficients or n/2 slots, plus the coefficient or
 * slot. Immutable, thread-safe.
 *
 * @param source where the loops begin
 * @param target where the loops begin
 * @param axes the loops, at most 16
 */
public record Moves(int source, int target, List<Axis> axes) {
  private static final int MOST_AXES = 16;

  /**
   * @throws ParleyException when a number is out of range
   */
  public Moves {
    axes = List.copyOf(axes);
    if (source < 0 || target < 0 || axes.size() > MOST_AXES) {
      throw new ParleyException(
          "cannot move numbers: expected places of at least 0 and at most "
              + MOST_AXES
              + " loops, got "
              + source
              + ", "
              + target
              + " and "
              + axes.size());
    }
  }

  /** One part of a product of two: both their loops, from both their beginnings on. */
  Moves times(Moves other) {
    List<Axis> both = new ArrayList<>(axes);
    both.addAll(other.axes);
    return new Moves(source + other.source, target + other.target, both);
  }

  /** Loops that stay where they are at the target. */
  List<Axis> sums() {
    return axes.stream().filter(axis -> axis.targetStep() == 0).toList();
  }

  /** Loops that stay where they are at the source. */
  List<Axis> repeats() {
    return axes.stream().filter(axis -> axis.sourceStep() == 0 && axis.targetStep() != 0).toList();
  }

  /** Loops that go on at both. */
  List<Axis> outer() {
    return axes.stream().filter(axis -> axis.sourceStep() != 0 && axis.targetStep() != 0).toList();
  }

  /** Additions that it takes: a sum is made once and then repeated. */
  double work() {
    return size(outer()) * (size(sums()) + size(repeats()));
  }

  static double size(List<Axis> axes) {
    return axes.stream().mapToDouble(Axis::count).reduce(1, (a, b) -> a * b);
  }

  long lastSource() {
    long last = source;
    for (Axis axis : axes) {
      last += (axis.count() - 1L) * axis.sourceStep();
    }
    return last;
  }

  long lastTarget() {
    long last = target;
    for (Axis axis : axes) {
      last += (axis.count() - 1L) * axis.targetStep();
    }
    return last;
  }

  /** All places that are read, some more than once. */
  int[] sources() {
    return places(
        source, axes.stream().filter(a -> a.sourceStep() != 0).toList(), Axis::sourceStep);
  }

  /** All places that are written, some more than once. */
  int[] targets() {
    return places(
        target, axes.stream().filter(a -> a.targetStep() != 0).toList(), Axis::targetStep);
  }

  /** From the loops' beginning, all places that they come to, in order. */
  static int[] places(int begin, List<Axis> axes, ToIntFunction<Axis> step) {
    int[] places = {begin};
    for (Axis axis : axes) {
      int[] next = new int[places.length * axis.count()];
      for (int i = 0; i < next.length; i++) {
        next[i] = places[i / axis.count()] + i % axis.count() * step.applyAsInt(axis);
      }
      places = next;
    }
    return places;
  }
}
