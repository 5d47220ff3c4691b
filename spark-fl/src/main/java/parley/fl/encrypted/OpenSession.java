package parley.fl.encrypted;

import java.util.function.BiFunction;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.Federation;

/**
 * A federation with the context and the querier's key pair that it lives in; closed together. Used
 * by one thread at a time.
 *
 * @param context the context of all that is encrypted
 * @param querier the querier's key pair
 * @param federation the driver's side of the providers' session
 */
record OpenSession(CkksContext context, KeyPair querier, Federation federation)
    implements AutoCloseable {

  /** Opens all three; what is open already is closed again when one fails. */
  static OpenSession open(
      CkksParameters parameters,
      QuerierKey key,
      BiFunction<CkksContext, PublicKey, Federation> opener) {
    CkksContext context = CkksContext.open(parameters);
    KeyPair querier = null;
    try {
      querier = key.open(context);
      return new OpenSession(context, querier, opener.apply(context, querier.publicKey()));
    } catch (RuntimeException e) {
      if (querier != null) {
        querier.close();
      }
      context.close();
      throw e;
    }
  }

  @Override
  public void close() {
    federation.close();
    querier.close();
    context.close();
  }
}
