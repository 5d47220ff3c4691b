/** Defences as Spark ML stages: adversarial training, randomised smoothing and PixelDP. */
@NullMarked
package parley.robust.defence;

import org.jspecify.annotations.NullMarked;
