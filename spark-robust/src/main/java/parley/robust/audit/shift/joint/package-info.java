/**
 * Shift of all numeric columns together: a classifier that tells the data sets apart, and mean
 * discrepancy.
 */
@NullMarked
package parley.robust.audit.shift.joint;

import org.jspecify.annotations.NullMarked;
