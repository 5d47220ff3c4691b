/**
 * What trainings on one margin a row have in common, in clear and under encryption: what they agree
 * on, the numbers of their iterations, and what their reports say of both.
 */
@NullMarked
package parley.fl.protection.linear;

import org.jspecify.annotations.NullMarked;
