package parley.mhe.layout;

import parley.error.ParleyException;

/**
 * Rows and neurons in slots: row r and neuron k = kappa g + q in ciphertext g at slot r kappa + q,
 * kappa as many neurons as fit beside the padded rows. Immutable, thread-safe.
 *
 * @param ringDimension a power of two, at least 16; half as many slots
 * @param rows of all providers together, 1 to the number of slots
 * @param neurons at least 1
 */
public record SlotLayout(int ringDimension, int rows, int neurons) {
  /**
   * @throws ParleyException when the rows do not fit
   */
  public SlotLayout {
    Sizes.check(ringDimension, rows, neurons);
    if (rows > ringDimension / 2) {
      throw new ParleyException(
          "cannot lay out slots: too many rows, expected at most "
              + ringDimension / 2
              + ", got "
              + rows);
    }
  }

  /** Slots of a ciphertext. */
  public int slots() {
    return ringDimension / 2;
  }

  /** kappa, the neurons of a ciphertext: a power of two. */
  public int neuronsPerCiphertext() {
    return Math.min(Sizes.padded(neurons), slots() / Sizes.padded(rows));
  }

  /** How many ciphertexts hold all neurons. */
  public int ciphertexts() {
    return Sizes.over(neurons, neuronsPerCiphertext());
  }

  /** The ciphertext of a neuron. */
  public int ciphertext(int neuron) {
    Sizes.place("neuron", neuron, neurons);
    return neuron / neuronsPerCiphertext();
  }

  /** The slot of a row's neuron in its ciphertext. */
  public int slot(int row, int neuron) {
    Sizes.place("row", row, rows);
    Sizes.place("neuron", neuron, neurons);
    return row * neuronsPerCiphertext() + neuron % neuronsPerCiphertext();
  }
}
