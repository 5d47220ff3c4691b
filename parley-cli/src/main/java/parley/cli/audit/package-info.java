/** {@code parley audit}: fairness, individual fairness, shift and base rates. */
@NullMarked
package parley.cli.audit;

import org.jspecify.annotations.NullMarked;
