/** {@code parley demo}. */
@NullMarked
package parley.cli.demo;

import org.jspecify.annotations.NullMarked;
