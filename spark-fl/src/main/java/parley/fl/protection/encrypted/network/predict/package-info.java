/**
 * A sealed network's answers to the querier's rows: questions, what the driver computes with them,
 * and the steps of the plan that only answers leave by.
 */
@NullMarked
package parley.fl.protection.encrypted.network.predict;

import org.jspecify.annotations.NullMarked;
