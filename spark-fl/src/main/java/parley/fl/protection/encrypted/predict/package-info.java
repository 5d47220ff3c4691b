/**
 * Margins of the querier's rows under a sealed model: encrypted queries, switched answers, and
 * their opening.
 */
@NullMarked
package parley.fl.protection.encrypted.predict;

import org.jspecify.annotations.NullMarked;
