package parley.fl.plan;

/**
 * What a layout is predicted to cost. Immutable and thread-safe.
 *
 * @param prepareSeconds keys, statistics and encoding
 * @param roundSeconds one iteration with its refresh
 * @param trainSeconds all iterations
 * @param bytesPerProvider sent by one provider during the iterations
 * @param memoryBytes memory of the process when all providers live in it
 */
public record PlanCost(
    double prepareSeconds,
    double roundSeconds,
    double trainSeconds,
    double bytesPerProvider,
    double memoryBytes) {
  /** PREPARE and iterations together. */
  public double totalSeconds() {
    return prepareSeconds + trainSeconds;
  }
}
