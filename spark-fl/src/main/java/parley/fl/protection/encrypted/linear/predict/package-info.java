/** Margins of the querier's rows under a sealed model of one margin: questions, and answers. */
@NullMarked
package parley.fl.protection.encrypted.linear.predict;

import org.jspecify.annotations.NullMarked;
