package parley.fl.optim;

import java.util.Arrays;
import java.util.Locale;

/** How a step follows from the gradient sums. Immutable, so safe for use by several threads. */
public enum Algorithm {
  /** Nesterov's accelerated gradient (Soviet Math. Dokl. 27, 1983), momentum t / (t + 2). */
  NESTEROV,
  /** Plain gradient descent. */
  GRADIENT_DESCENT,
  /**
   * A fixed diagonal bound of the Hessian, found once from sums that are opened to all (Bonte and
   * Vercauteren, <a href="https://doi.org/10.1186/s12920-018-0398-y">2018</a>).
   */
  FIXED_HESSIAN;

  /** The name used for parameters and reports, such as {@code fixedHessian}. */
  public String parameterName() {
    return switch (this) {
      case NESTEROV -> "nesterov";
      case GRADIENT_DESCENT -> "gradientDescent";
      case FIXED_HESSIAN -> "fixedHessian";
    };
  }

  /**
   * The algorithm of a name, whatever the case.
   *
   * @throws IllegalArgumentException if there is no such algorithm
   */
  public static Algorithm of(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(a -> a.parameterName().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot choose the algorithm: expected nesterov, gradientDescent or"
                        + " fixedHessian, got "
                        + name));
  }
}
