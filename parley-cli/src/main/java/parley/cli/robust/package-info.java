/** {@code parley robust}: attacks on a model and what is certified of it. */
@NullMarked
package parley.cli.robust;

import org.jspecify.annotations.NullMarked;
