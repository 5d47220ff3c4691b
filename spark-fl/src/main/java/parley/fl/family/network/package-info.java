/** Networks of dense layers. */
@NullMarked
package parley.fl.family.network;

import org.jspecify.annotations.NullMarked;
