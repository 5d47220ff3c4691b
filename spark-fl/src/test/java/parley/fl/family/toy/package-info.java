/** Least squares: a family in one folder, whose training and prediction touch no other file. */
package parley.fl.family.toy;
