/**
 * Columns of DataFrames as Spark ML means them: which are there, of which type, and their rows'
 * values. What is wrong with one is told by its name.
 */
@NullMarked
package parley.ml.column;

import org.jspecify.annotations.NullMarked;
