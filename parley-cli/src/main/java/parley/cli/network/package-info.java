/**
 * {@code train mlp}: networks of dense layers, of a table's rows or of images in files as MNIST's.
 *
 * <p><b>Layers</b>: how many neurons each hidden one has. <b>Input map</b>: what each provider
 * makes of an image's pixels before anything else. <b>Batch</b>: the rows of all providers that one
 * iteration takes.
 */
@NullMarked
package parley.cli.network;

import org.jspecify.annotations.NullMarked;
