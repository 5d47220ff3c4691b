/** {@code parley train} and {@code parley plan}. */
@NullMarked
package parley.cli.train;

import org.jspecify.annotations.NullMarked;
