/**
 * What models of a label on features have in common: which rows count, the rough scales that all
 * are told, exact sums of products of columns, and the table of coefficients.
 *
 * <p><b>Complete row</b>: one without a missing value in the columns of the model; others are left
 * out and counted. <b>Gram</b>: sums over rows of the products of each two columns, here of columns
 * on the told scale in units of 2^-41, so that the sum is the same to the bit for any order and
 * split of the rows.
 */
@NullMarked
package parley.fl.statistic.design;

import org.jspecify.annotations.NullMarked;
