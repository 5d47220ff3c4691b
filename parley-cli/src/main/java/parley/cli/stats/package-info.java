/** {@code parley stats}: statistics over several providers. */
@NullMarked
package parley.cli.stats;

import org.jspecify.annotations.NullMarked;
