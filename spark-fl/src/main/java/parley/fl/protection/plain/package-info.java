/** The training in clear: the same algorithm over Spark, a job a round. */
@NullMarked
package parley.fl.protection.plain;

import org.jspecify.annotations.NullMarked;
