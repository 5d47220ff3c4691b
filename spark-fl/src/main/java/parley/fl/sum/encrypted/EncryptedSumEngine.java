package parley.fl.sum.encrypted;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.fl.sum.SumEngine;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.runtime.Federation;

/** Sums under a collective key. Stateless and thread-safe. */
public final class EncryptedSumEngine implements SumEngine {
  @Override
  public String protection() {
    return "encrypted";
  }

  /** Refuses sums that have no room before any key is made. */
  @Override
  public <T> SumSession open(SumRequest<T> request) {
    List<SumWords> words = SumWords.of(request.specs(), request.providers().size());
    KeyPair given = request.querier().borrowed();
    CkksContext context =
        given == null
            ? CkksContext.open(
                SumParameters.choose(SumWords.carried(words), request.providers().size()))
            : given.publicKey().context();
    KeyPair querier = null;
    try {
      PartyPlan plan = SumPlan.of(context, request.providers(), request.specs(), request.terms());
      querier = request.querier().open(context);
      QuerierCredential credential = request.querier().credential(querier.publicKey());
      Federation federation =
          Federation.open(
              SparkSession.active(),
              plan,
              request.rows(),
              new SumProgram.Factory<>(request.local()),
              querier.publicKey(),
              credential == null ? request.options() : request.options().ofQuerier(credential));
      return new EncryptedSumSession(federation, words, querier, given == null);
    } catch (RuntimeException e) {
      if (given == null) {
        if (querier != null) {
          querier.close();
        }
        context.close();
      }
      throw e;
    }
  }
}
