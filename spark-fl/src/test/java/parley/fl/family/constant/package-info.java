/**
 * One number for all rows: a family whose circuit is of a kind of its own, with all that the kind
 * brings, beside which no other file is touched.
 */
package parley.fl.family.constant;
