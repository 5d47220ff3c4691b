/**
 * Trains and predicts under encryption. {@code kind} says what a kind of circuit brings, {@code
 * linear} is the kind of models with one margin a row; {@code train}, {@code predict}, {@code
 * checkpoint} and {@code session} serve all kinds and know none.
 *
 * <p>Terms: a <i>program</i> is what runs at a provider on its own plain rows; a <i>session</i> is
 * the life of one collective key, from PREPARE until the model it trained is thrown away.
 *
 * <pre>{@code
 * TrainingResult result = Engines.trainer(Protection.ENCRYPTED).train(spark, data, settings);
 * SealedModel model = result.sealed().orElseThrow();
 * }</pre>
 */
@NullMarked
package parley.fl.protection.encrypted;

import org.jspecify.annotations.NullMarked;
