package parley.fl.plan;

import java.util.List;

/**
 * What an activation's polynomial takes on ciphertexts, whatever its coefficients: the planner's
 * room and cost follow from it. Immutable.
 *
 * @param products products of two ciphertexts at each level, from the top
 * @param rescales rescales beside those of the products
 */
public record CircuitShape(List<Integer> products, int rescales) {
  /** The degrees there are circuits for. */
  public static final List<Integer> DEGREES = List.of(1, 5, 7, 9, 13, 15);

  /** Levels. */
  public int depth() {
    return products.size();
  }

  /**
   * Of a degree.
   *
   * @throws IllegalArgumentException for a degree without a circuit
   */
  public static CircuitShape of(int degree) {
    return switch (degree) {
      case 1 -> new CircuitShape(List.of(0), 1);
      case 5 -> new CircuitShape(List.of(2, 1, 1), 0);
      // Four factors, each with a rescale of its own.
      case 7 -> new CircuitShape(List.of(1, 2, 1), 3);
      case 9 -> new CircuitShape(List.of(2, 1, 1, 1), 0);
      case 13 -> new CircuitShape(List.of(2, 1, 2, 1), 0);
      // Eight factors, each with a rescale of its own.
      case 15 -> new CircuitShape(List.of(1, 4, 2, 1), 7);
      default ->
          throw new IllegalArgumentException(
              "cannot shape a circuit: expected a degree of " + DEGREES + ", got " + degree);
    };
  }
}
