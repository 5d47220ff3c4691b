/**
 * The steps of a training's plan with their limbs, scales and bounds, and the arguments that they
 * are called with.
 */
@NullMarked
package parley.fl.protection.encrypted.linear.step;

import org.jspecify.annotations.NullMarked;
