/**
 * What a family of models is: all that differs between one model and another, with no Spark session
 * and no transport. A family has a folder of its own below this one and an entry among the services
 * of {@link parley.fl.family.FamilySource}; families do not see each other.
 *
 * <p><b>Family</b>: labels, objective, activation, head, and the form on ciphertexts of one kind of
 * model. <b>Mean function</b>: the expected label at a margin. <b>Activation</b>: the polynomial
 * that stands for it.
 */
@NullMarked
package parley.fl.family;

import org.jspecify.annotations.NullMarked;
