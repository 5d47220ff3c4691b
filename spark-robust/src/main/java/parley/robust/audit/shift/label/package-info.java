/** Shift of the label, with and without labels of the other data. */
@NullMarked
package parley.robust.audit.shift.label;

import org.jspecify.annotations.NullMarked;
