/**
 * Places that a command writes to: owned from its start to its end, written beside and moved at the
 * end, and cleaned up only where it made them.
 */
@NullMarked
package parley.cli.place;

import org.jspecify.annotations.NullMarked;
