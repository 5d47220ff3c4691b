package parley.fl.protection.encrypted.session;

import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.runtime.Federation;

/**
 * A federation with the context and the querier that it lives in; closed together. Used by one
 * thread at a time.
 *
 * @param context the context of all that is encrypted
 * @param querier the querier: its key pair, or its public key where it is apart
 * @param federation the driver's side of the providers' session
 */
public record OpenSession(CkksContext context, SessionQuerier querier, Federation federation)
    implements AutoCloseable {

  /** Opens a federation for a querier. */
  @FunctionalInterface
  public interface Opener {
    public Federation open(CkksContext context, PublicKey publicKey, QuerierCredential credential);
  }

  /** Opens all three; what is open already is closed again when one fails. */
  public static OpenSession open(
      CkksParameters parameters, SessionQuerier.Source source, Opener opener) {
    CkksContext context = CkksContext.open(parameters);
    SessionQuerier querier = null;
    try {
      querier = source.open(context);
      Federation federation = opener.open(context, querier.publicKey(), querier.credential());
      return new OpenSession(context, querier, federation);
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
