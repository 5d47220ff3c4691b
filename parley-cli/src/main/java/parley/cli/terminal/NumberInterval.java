package parley.cli.terminal;

/**
 * Two numbers. No array, since picocli would convert each word of an option into an entry of it.
 *
 * @param low below {@code high}
 */
public record NumberInterval(double low, double high) {
  public double[] ends() {
    return new double[] {low, high};
  }
}
