package parley.fl.activation;

import java.io.Serializable;

/** What stands for the sigmoid in an iteration. Implementations are immutable. */
@FunctionalInterface
public interface Activation extends Serializable {
  /** Its value at a margin. */
  double evaluate(double margin);
}
