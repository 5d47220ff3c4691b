/**
 * What statistics read: the columns of all providers' rows.
 *
 * <p><b>Number</b>: a value of a numeric column, or missing. <b>Category</b>: a column of text with
 * the <b>levels</b> that all agreed on; what is none of them is <b>other</b>. One partition stands
 * for one provider, which may have no rows.
 */
@NullMarked
package parley.fl.table;

import org.jspecify.annotations.NullMarked;
