/**
 * Chooses the cryptographic parameters and the packing of an encrypted training, and says why.
 *
 * <p>Terms: a <i>layout</i> is one complete choice (ring, limbs, scales, packing, where the refresh
 * happens); <i>packing</i> says how rows and weights lie in slots; <i>limbs</i> are the primes of
 * the ciphertext modulus; the <i>cost model</i> predicts seconds.
 *
 * <pre>{@code
 * PlanRequest request = PlanRequest.builder(10, 30).activation(9, 12).iterations(40).build();
 * PlanChoice choice = new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request);
 * System.err.println(choice.explanation());
 * CkksParameters parameters = choice.layout().parameters();
 * }</pre>
 */
@NullMarked
package parley.fl.plan;

import org.jspecify.annotations.NullMarked;
