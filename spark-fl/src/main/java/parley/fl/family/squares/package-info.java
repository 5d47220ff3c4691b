/** Least squares: the mean is the margin itself, so that nothing stands for it. */
@NullMarked
package parley.fl.family.squares;

import org.jspecify.annotations.NullMarked;
