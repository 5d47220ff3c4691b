/** Small programs that show one thing each; a test runs them all. */
@NullMarked
package parley.examples;

import org.jspecify.annotations.NullMarked;
