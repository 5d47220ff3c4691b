/** What the Python package is made from, and asks of a JVM. */
@NullMarked
package parley.python;

import org.jspecify.annotations.NullMarked;
