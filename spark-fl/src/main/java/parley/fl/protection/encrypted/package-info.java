/**
 * Trains under encryption: PREPARE, MAP, COMBINE and REDUCE of the federated estimators, and
 * oblivious prediction.
 *
 * <p>Terms: a <i>program</i> is what runs at a provider on its own plain rows; the <i>state</i> is
 * the encrypted model, divided by the half-width H of the activation's interval, so that its
 * product with a row is the activation's argument u = z / H; the <i>projection</i> of a ciphertext
 * is the mean over the rows of a block, which the sum refresh reads off without rotations.
 *
 * <pre>{@code
 * TrainingResult result = Engines.trainer(Protection.ENCRYPTED).train(spark, data, settings);
 * SealedModel model = result.sealed().orElseThrow();
 * }</pre>
 */
@NullMarked
package parley.fl.protection.encrypted;

import org.jspecify.annotations.NullMarked;
