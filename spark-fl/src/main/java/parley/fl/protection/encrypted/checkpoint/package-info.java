/**
 * What a training has reached, encrypted, masked or public, so that it can go on after its driver
 * was lost.
 */
@NullMarked
package parley.fl.protection.encrypted.checkpoint;

import org.jspecify.annotations.NullMarked;
