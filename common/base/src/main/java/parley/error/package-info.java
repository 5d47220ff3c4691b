/**
 * The one family of errors: what users read begins with {@code cannot}, and says what is the case,
 * what was expected and what came. Every layer throws them; they depend on nothing of ours.
 */
@NullMarked
package parley.error;

import org.jspecify.annotations.NullMarked;
