/**
 * What a kind of circuit brings to be trained and predicted with under encryption. Whoever trains,
 * saves, reports and predicts knows these interfaces; how many ciphertexts a model takes, what a
 * step is and what is refreshed between two steps, only the kind knows. Each has a folder of its
 * own beside this one and an entry among the services of {@link
 * parley.fl.protection.encrypted.kind.CircuitKind}.
 *
 * <p><b>Kind</b>: circuits with the same plan, program and rounds, see {@link
 * parley.fl.family.circuit.Circuit#kind}. <b>Choice</b>: parameters and sizes of one training.
 * <b>Saved state</b>: what a restarted driver goes on from.
 *
 * <pre>{@code
 * CircuitKind kind = CircuitKinds.of(settings.family());
 * EncryptedTraining training = kind.training(data, settings);
 * Choice choice = training.choose();
 * }</pre>
 */
@NullMarked
package parley.fl.protection.encrypted.kind;

import org.jspecify.annotations.NullMarked;
