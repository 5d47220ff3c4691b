/**
 * The iterations: what providers compute on their rows, what the driver combines and refreshes, for
 * both packings.
 */
@NullMarked
package parley.fl.protection.encrypted.linear.loop;

import org.jspecify.annotations.NullMarked;
