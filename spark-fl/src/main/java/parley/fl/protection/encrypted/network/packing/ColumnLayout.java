package parley.fl.protection.encrypted.network.packing;

import parley.mhe.layout.CoefficientLayout;

/**
 * A layer that is a product of matrices in the coefficients, and the rows of one batch there. In a
 * block row r and neuron k lie at X^(r + rho k) with rho = n over the padded neurons; the weights
 * of column j, an intercept behind the inputs, at X^(rho k + j rho / J) of a packed ciphertext with
 * room for J columns. Immutable and thread-safe.
 *
 * @param ringDimension n
 * @param inputs without the intercept
 * @param intercept whether there is one
 * @param neurons of the layer
 * @param rows places of a batch, of all providers together
 */
public record ColumnLayout(int ringDimension, int inputs, boolean intercept, int neurons, int rows)
    implements PackedLayer {
  /** h, the neurons with their padding. */
  @Override
  public int length() {
    return PackedLayer.padded(neurons);
  }

  /** rho. */
  @Override
  public int stride() {
    return ringDimension / length();
  }

  /** The rows of a block. */
  public int rowsPerBlock() {
    return stride();
  }

  /** Ciphertexts that a batch takes in the coefficients. */
  public int blocks() {
    return PackedLayer.ceilDiv(rows, rowsPerBlock());
  }

  /** The inputs and the intercept. */
  public int columns() {
    return inputs + (intercept ? 1 : 0);
  }

  @Override
  public int vectors() {
    return columns();
  }

  /** J. */
  @Override
  public int places() {
    return Math.min(stride(), PackedLayer.padded(columns()));
  }

  @Override
  public int coefficientsOfWeight() {
    return 1;
  }

  @Override
  public int weights() {
    return columns() * neurons;
  }

  /** Where rows and neurons lie. */
  public CoefficientLayout coefficients() {
    return CoefficientLayout.of(ringDimension, rows, neurons);
  }
}
