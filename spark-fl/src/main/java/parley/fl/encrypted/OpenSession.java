package parley.fl.encrypted;

import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.QuerierCredential;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.Federation;

/**
 * A federation with the context and the querier's key pair that it lives in; closed together. Used
 * by one thread at a time.
 *
 * @param context the context of all that is encrypted
 * @param querier the querier's key pair
 * @param federation the driver's side of the providers' session
 * @param querierName fingerprint of the querier, by which providers know it
 */
record OpenSession(CkksContext context, KeyPair querier, Federation federation, String querierName)
    implements AutoCloseable {

  /** Opens a federation for a querier. */
  @FunctionalInterface
  interface Opener {
    Federation open(CkksContext context, PublicKey publicKey, QuerierCredential credential);
  }

  /** Opens all three; what is open already is closed again when one fails. */
  static OpenSession open(CkksParameters parameters, QuerierKey key, Opener opener) {
    CkksContext context = CkksContext.open(parameters);
    KeyPair querier = null;
    try {
      querier = key.open(context);
      PublicKey publicKey = querier.publicKey();
      Federation federation = opener.open(context, publicKey, key.credential(publicKey));
      return new OpenSession(context, querier, federation, key.fingerprint());
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
