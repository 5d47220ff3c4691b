package parley.fl.protection.encrypted.network.packing;

import parley.fl.plan.PlanException;

/**
 * Where a network of one hidden layer and the rows of one batch lie. Immutable and thread-safe.
 *
 * <p>Neurons are padded to a power of two h. In the coefficients row r and neuron k of a block lie
 * at X^(r + rho k) with rho = n / h; in the slots row r and neuron kappa g + q lie in the
 * ciphertext of group g at slot r kappa + q. The first layer's weights of column j, an intercept
 * behind the features, lie at X^(rho k + j rho / J) of a packed ciphertext with room for J columns;
 * those of a group towards an output repeat with a period of kappa slots, so that their polynomial
 * has coefficients at multiples of n / (2 kappa) alone, and the patterns of all groups and outputs
 * lie between these. Behind the last group there is one more whose first neuron is 1: the second
 * layer's intercepts.
 *
 * @param ringDimension n
 * @param features without the intercept
 * @param neurons of the hidden layer
 * @param outputs of the network
 * @param rows places of a batch, of all providers together
 */
public record NetworkLayout(int ringDimension, int features, int neurons, int outputs, int rows) {
  /**
   * @throws PlanException when a ring of that dimension does not hold it
   */
  public NetworkLayout {
    if (features < 1 || neurons < 1 || outputs < 1) {
      throw new PlanException(
          "cannot lay out a network: a layer is empty, expected at least 1 each, got "
              + features
              + " features, "
              + neurons
              + " neurons, "
              + outputs
              + " outputs");
    }
    if (rows < 1 || rows > ringDimension / 2) {
      throw new PlanException(
          "cannot lay out a batch: it does not fit the ring, expected 1 to "
              + ringDimension / 2
              + " rows, got "
              + rows);
    }
    if (padded(neurons) > ringDimension / 2) {
      throw new PlanException(
          "cannot lay out a network: its hidden layer does not fit the ring, expected at most "
              + ringDimension / 2
              + " neurons, got "
              + neurons);
    }
    int kappa = Math.min(padded(neurons), ringDimension / 2 / padded(rows));
    long patterns = (long) (ceilDiv(neurons, kappa) + 1) * outputs;
    if (patterns > ringDimension / (2 * kappa)) {
      throw new PlanException(
          "cannot lay out a network: the weights of its last layer do not fit one ciphertext,"
              + " expected at most "
              + ringDimension / (2 * kappa)
              + " patterns, got "
              + patterns);
    }
  }

  /** The least power of two that is not below a number. */
  static int padded(int number) {
    return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }

  /** h, the hidden neurons with their padding. */
  public int paddedNeurons() {
    return padded(neurons);
  }

  /** rho, the rows of a block. */
  public int rowsPerBlock() {
    return ringDimension / paddedNeurons();
  }

  /** Ciphertexts that a batch takes in the coefficients. */
  public int blocks() {
    return ceilDiv(rows, rowsPerBlock());
  }

  /** kappa, the neurons of a group. */
  public int neuronsPerGroup() {
    return Math.min(paddedNeurons(), ringDimension / 2 / padded(rows));
  }

  /** Ciphertexts that a batch takes in the slots. */
  public int groups() {
    return ceilDiv(neurons, neuronsPerGroup());
  }

  /** Columns of the first layer: the features and the intercept. */
  public int columns() {
    return features + 1;
  }

  /** J, the columns that a packed ciphertext has room for. */
  public int columnsPerPack() {
    return Math.min(rowsPerBlock(), padded(columns()));
  }

  /** Packed ciphertexts of the first layer's weights. */
  public int packs() {
    return ceilDiv(columns(), columnsPerPack());
  }

  /** Columns in a packed ciphertext, fewer in the last. */
  public int columnsIn(int pack) {
    return Math.min(columnsPerPack(), columns() - pack * columnsPerPack());
  }

  /** Exponent of a column's first weight in its packed ciphertext. */
  public int columnExponent(int column) {
    return column % columnsPerPack() * (rowsPerBlock() / columnsPerPack());
  }

  /** Patterns of the second layer: outputs of each group, and of the intercepts behind. */
  public int patterns() {
    return (groups() + 1) * outputs;
  }

  /** Where the pattern of a group towards an output stands; the intercepts' group is the last. */
  public int pattern(int group, int output) {
    return group * outputs + output;
  }

  /** Patterns that the packed ciphertext has room for, a power of two. */
  public int patternPlaces() {
    return padded(patterns());
  }

  /** n / (2 kappa), the distance of a pattern's coefficients. */
  public int patternStride() {
    return ringDimension / (2 * neuronsPerGroup());
  }

  /** Exponent of a pattern's first coefficient in the packed ciphertext. */
  public int patternExponent(int pattern) {
    return pattern * (patternStride() / patternPlaces());
  }

  /** Row places of the slots, used or not: what a projection to patterns takes the mean of. */
  public int rowPlaces() {
    return ringDimension / 2 / neuronsPerGroup();
  }

  /** Weights of the network, intercepts counted. */
  public int weights() {
    return columns() * neurons + (neurons + 1) * outputs;
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
