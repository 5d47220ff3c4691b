package parley.fl.family.circuit;

/**
 * A family's form on ciphertexts. What it consists of is a matter between the family and whoever
 * trains circuits of its kind. Implementations are immutable.
 */
public interface Circuit {
  /**
   * The kind of circuit, such as {@value MarginCircuit#KIND}, by which is found who trains and
   * predicts with it; words that an error can say.
   */
  String kind();
}
