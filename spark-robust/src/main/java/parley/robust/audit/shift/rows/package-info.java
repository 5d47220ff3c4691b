/**
 * The rows of both data sets: which columns are compared, how many rows there are, and samples of
 * them.
 */
@NullMarked
package parley.robust.audit.shift.rows;

import org.jspecify.annotations.NullMarked;
