package parley.fl.encrypted;

import java.util.OptionalDouble;
import parley.fl.optim.ConvergenceWatch;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;

/**
 * Opens the mean of z^2 with the querier's key and hands it to the convergence watch. For one
 * thread.
 */
final class QuerierWatch implements MeanWatch.Observer {
  private final ConvergenceWatch watch;
  private final KeyPair querier;
  private final double halfWidth;
  private final double rows;

  QuerierWatch(ConvergenceWatch watch, KeyPair querier, double halfWidth, double rows) {
    this.watch = watch;
    this.querier = querier;
    this.halfWidth = halfWidth;
    this.rows = rows;
  }

  @Override
  public boolean due(int iteration) {
    return watch.due(iteration);
  }

  @Override
  public double rows() {
    return rows;
  }

  @Override
  public void observe(int iteration, Ciphertext meanSquare) {
    double mean = querier.decrypt(meanSquare)[0] * halfWidth * halfWidth;
    watch.look(iteration, mean, OptionalDouble.empty());
  }
}
