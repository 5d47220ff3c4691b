/**
 * What the stages that train networks of dense layers share: their Params, the settings that follow
 * from them and the rows, and what their models keep.
 *
 * <p><b>Layers</b>: the neurons of each hidden layer, in order. <b>Batch</b>: the rows of all
 * providers that an iteration takes.
 *
 * <pre>{@code
 * FederatedMultilayerPerceptron network =
 *     new FederatedMultilayerPerceptron()
 *         .setProtection("plain")
 *         .setProviderCol("hospital")
 *         .setHiddenLayers(new int[] {64})
 *         .setMaxIter(40);
 * }</pre>
 */
@NullMarked
package parley.fl.perceptron;

import org.jspecify.annotations.NullMarked;
