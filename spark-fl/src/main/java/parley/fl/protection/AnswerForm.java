package parley.fl.protection;

/**
 * How a model's answers lie in a ciphertext that is switched to the querier's key. Immutable and
 * thread-safe.
 *
 * @param inCoefficients whether a number is a coefficient, and not a slot
 * @param perRow answers for each row, one behind the other
 * @param bits behind the point that the querier keeps of a number as it is encrypted; what is finer
 *     is noise
 */
public record AnswerForm(boolean inCoefficients, int perRow, int bits) {
  /** A slot for each row, flooded to 18 bits. */
  public static final AnswerForm MARGINS = new AnswerForm(false, 1, 20);

  /**
   * @throws IllegalArgumentException when a number is out of range
   */
  public AnswerForm {
    if (perRow < 1 || bits < 0 || bits > 52) {
      throw new IllegalArgumentException(
          "cannot say how answers lie: expected at least 1 a row and 0 to 52 bits, got "
              + perRow
              + " and "
              + bits);
    }
  }
}
