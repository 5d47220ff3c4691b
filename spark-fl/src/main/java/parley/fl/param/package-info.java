/**
 * The Params that training stages share, each said once.
 *
 * <p>A <b>group</b> is what belongs together by its meaning: an interface {@code HasX} with setters
 * and Params, which any stage can implement, and a <b>holder</b> {@code XParams} that makes them,
 * gives them their defaults, and adds what they say to a training's settings.
 *
 * <pre>{@code
 * public final class SealedThing extends Transformer implements HasKeys<SealedThing> {
 *   private final KeyParams keyParams;
 *
 *   public SealedThing(String uid) {
 *     this.uid = uid;
 *     keyParams = new KeyParams(this);
 *   }
 * }
 * }</pre>
 */
@NullMarked
package parley.fl.param;

import org.jspecify.annotations.NullMarked;
