/** {@code parley doctor}: whether this machine can run Parley. */
@NullMarked
package parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
