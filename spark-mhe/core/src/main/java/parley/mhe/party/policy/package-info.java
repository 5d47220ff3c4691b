/**
 * What a provider allows, in a file that it owns: who may be querier, what may be opened, how many
 * rows of predictions, which plans and which jars.
 *
 * <p><b>Policy</b>: that file. <b>Row budget</b>: rows that may be switched to the querier's key
 * over a key's life. <b>Numbers</b>: how many of them may be opened to all over a key's life.
 * <b>Opening kind</b>: what a step of a plan opens, by what it asks and not by its name.
 *
 * <pre>{@code
 * List<ProviderPolicy> policies = PolicyPlaces.ofThisProcess().policies("hospital-a", driversFolder);
 * for (ProviderPolicy policy : policies) {
 *   OpeningKind.of(plan, plan.step("predict/margins", OpeningStep.class), policy.openings());
 * }
 * }</pre>
 *
 * <p>Here a policy is read; the party holds a plan against it. Nothing here knows of parties.
 */
@NullMarked
package parley.mhe.party.policy;

import org.jspecify.annotations.NullMarked;
