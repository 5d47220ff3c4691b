package parley.fl.network;

/**
 * Where trainings begin: public weights, which tell nothing. Stateless, so safe for use by several
 * threads.
 */
public final class StartWeights {
  private StartWeights() {}

  /**
   * Normal weights of deviation gain / sqrt(inputs), biases 0; the same bits on every machine.
   *
   * @param seed public
   */
  public static NetworkWeights normal(NetworkShape shape, double gain, long seed) {
    PublicNumbers numbers = new PublicNumbers(seed);
    double[] values = new double[shape.weights()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      double deviation = gain / Math.sqrt(shape.inputs(layer));
      double[] normal = numbers.normal(shape.inputs(layer) * shape.outputs(layer));
      int offset = shape.offset(layer);
      for (int i = 0; i < normal.length; i++) {
        values[offset + i] = deviation * normal[i];
      }
    }
    return NetworkWeights.owning(shape, values);
  }
}
