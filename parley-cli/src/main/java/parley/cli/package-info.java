/** The command line, {@code parley}: the same class serves {@code spark-submit}. */
@NullMarked
package parley.cli;

import org.jspecify.annotations.NullMarked;
