/** {@code parley keygen} and {@code parley keys}. */
@NullMarked
package parley.cli.keys;

import org.jspecify.annotations.NullMarked;
