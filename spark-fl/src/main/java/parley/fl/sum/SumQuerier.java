package parley.fl.sum;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.random.Seed;

/**
 * Who reads the sums that are opened to the querier: its key is in this process. Immutable,
 * thread-safe.
 */
public final class SumQuerier {
  private static final SumQuerier FRESH =
      new SumQuerier(null, context -> KeyPair.generate(context, Seed.fresh()), null);

  private final @Nullable KeyPair pair;
  private final Function<CkksContext, KeyPair> opener;
  private final @Nullable QuerierKey key;

  private SumQuerier(
      @Nullable KeyPair pair, Function<CkksContext, KeyPair> opener, @Nullable QuerierKey key) {
    this.pair = pair;
    this.opener = opener;
    this.key = key;
  }

  /** A key that is made for the session and gone with it. */
  public static SumQuerier fresh() {
    return FRESH;
  }

  /** A key from a file, by which providers know the querier. */
  public static SumQuerier of(QuerierKey key) {
    return new SumQuerier(null, key::open, key);
  }

  /** A key pair, whose context's parameters are used; it stays the caller's. */
  public static SumQuerier of(KeyPair pair) {
    return new SumQuerier(pair, context -> pair, null);
  }

  /** The pair that stays the caller's; null where one is made for the session. */
  public @Nullable KeyPair borrowed() {
    return pair;
  }

  /** The pair in a context: the one that is borrowed, or one that the caller closes. */
  public KeyPair open(CkksContext context) {
    return opener.apply(context);
  }

  /** The public key, signed; null where nobody signs it. */
  public @Nullable QuerierCredential credential(PublicKey publicKey) {
    return key == null ? null : key.credential(publicKey);
  }
}
