/** Records, maps and lists as one line of JSON, and back. */
@NullMarked
package parley.json;

import org.jspecify.annotations.NullMarked;
