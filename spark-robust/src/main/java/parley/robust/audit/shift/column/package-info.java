/**
 * Shift of one column: numeric and categorical summaries, their tests, missing values, and the
 * statistics that are saved as a reference.
 */
@NullMarked
package parley.robust.audit.shift.column;

import org.jspecify.annotations.NullMarked;
