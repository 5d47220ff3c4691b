/**
 * Collective protocols: each party computes a share alone, shares are summed, the sum is finalised.
 *
 * <p><b>Share</b>: one provider's message. <b>aggregateShares</b>: their sum, in any order.
 * <b>Common random string</b>: public randomness that every party derives from the content of a
 * request.
 */
@NullMarked
package parley.mhe.protocol;

import org.jspecify.annotations.NullMarked;
