/**
 * What is done with a trained model: {@code parley predict}, {@code seal}, {@code open} and {@code
 * inspect}.
 */
@NullMarked
package parley.cli.predict;

import org.jspecify.annotations.NullMarked;
