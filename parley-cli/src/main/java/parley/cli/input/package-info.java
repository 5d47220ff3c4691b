/** Options of tables and what becomes of them: columns, labels, levels, providers, DataFrames. */
@NullMarked
package parley.cli.input;

import org.jspecify.annotations.NullMarked;
