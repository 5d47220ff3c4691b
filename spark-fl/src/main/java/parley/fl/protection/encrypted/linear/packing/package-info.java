/** How rows, weights and queries lie in slots, and the rotations and inner products over them. */
@NullMarked
package parley.fl.protection.encrypted.linear.packing;

import org.jspecify.annotations.NullMarked;
