/** Models and answers in folders, and the keys that go with them. */
@NullMarked
package parley.cli.model;

import org.jspecify.annotations.NullMarked;
