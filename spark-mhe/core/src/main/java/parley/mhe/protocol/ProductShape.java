package parley.mhe.protocol;

import parley.mhe.layout.ConversionMap;

/**
 * Which product of matrices a {@link MaskedProduct} is. Immutable, thread-safe.
 *
 * <p>The way brings the masked integers into the coefficient layout, row r and neuron k of a block
 * at X^(r + stride k): A_k(X) = sum_r a_rk X^r. Forwards an output for each block is sum_k A_k(X)
 * W_k(X) over the factors W_k. Transposed an output for each neuron k is the sum of A_k(1/X) E(X)
 * over the blocks, each with its factor E.
 *
 * @param way from the masked integers to coefficients
 * @param stride exponents between a neuron and the next, a power of two
 * @param transposed whether the rows are summed over
 * @param neurons of A, at most n over the stride
 */
public record ProductShape(ConversionMap way, int stride, boolean transposed, int neurons) {
  /**
   * @throws ProtocolException when the neurons do not fit
   */
  public ProductShape {
    int dimension = way.ringDimension();
    if (way.to() != ConversionMap.Side.COEFFICIENTS) {
      throw refuse("the way ends in slots, expected coefficients, got slots");
    }
    if (stride < 1 || stride > dimension || Integer.bitCount(stride) != 1) {
      throw refuse(
          "bad stride, expected a power of two from 1 to " + dimension + ", got " + stride);
    }
    if (neurons < 1 || neurons > dimension / stride) {
      throw refuse(
          "bad number of neurons, expected 1 to " + dimension / stride + ", got " + neurons);
    }
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot ask for a masked product: " + reason);
  }

  /** Ciphertexts that the masks are multiplied by. */
  public int factors() {
    return transposed ? way.outputs() : neurons;
  }

  /** Ciphertexts that come out. */
  public int outputs() {
    return transposed ? neurons : way.outputs();
  }

  void writeTo(WireWriter out) {
    out.add(way.canonical()).add(stride).add(transposed ? 1 : 0).add(neurons);
  }

  static ProductShape readFrom(WireReader in) {
    ConversionMap way = ConversionMap.read(in.text("way"));
    int stride = in.integer("stride");
    boolean transposed = in.integer("transposed", 0, 1) == 1;
    return new ProductShape(way, stride, transposed, in.integer("neurons"));
  }
}
