/**
 * Collective protocols of multiparty CKKS: keys that no one holds, and openings that all providers
 * agree to.
 *
 * <p>Terms. A <em>request</em> is one object of a {@link parley.mhe.protocol.CollectiveProtocol}:
 * what every provider is asked to answer; its {@link parley.mhe.protocol.Transcript} is its content
 * and its identity. A <em>share</em> is one provider's answer; shares of one request add up in any
 * order and any tree. A <em>common string</em> is public randomness that every party expands from
 * the request itself, so that each works alone and a round can be replayed (Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>). The <em>sum refresh</em> is the
 * refresh that sums over the slots on the way.
 *
 * <pre>{@code
 * CollectivePublicKeyGen request = CollectivePublicKeyGen.of(session, Place.of("prepare"));
 * List<Share> shares = new ArrayList<>();
 * for (PartySecrets provider : providers) shares.add(request.genShare(provider));
 * PublicKey key = request.finalise(request.aggregateShares(shares));
 * }</pre>
 *
 * <p>All of it is local: no I/O, no state but what a request and a party's secrets determine.
 */
@NullMarked
package parley.mhe.protocol;

import org.jspecify.annotations.NullMarked;
