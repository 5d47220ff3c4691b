package parley.fl.settings;

import java.util.OptionalDouble;
import parley.fl.optim.Algorithm;

/**
 * How a training steps along gradients. Immutable, so safe for use by several threads.
 *
 * @param algorithm how a step follows from the gradient
 * @param maxIter training iterations
 * @param regParam the ridge penalty in Spark's convention; empty for 1 / rows
 * @param fitIntercept whether an intercept is fitted
 * @param watchEvery iterations between two looks of the convergence watch; 0 for never
 */
public record DescentSettings(
    Algorithm algorithm,
    int maxIter,
    OptionalDouble regParam,
    boolean fitIntercept,
    int watchEvery) {}
