package parley.cli;

/**
 * Two numbers. No array, since picocli would convert each word of an option into an entry of it.
 *
 * @param low below {@code high}
 */
record Interval(double low, double high) {
  double[] ends() {
    return new double[] {low, high};
  }
}
