package parley.fl.stat;

import parley.fl.cosine.Cosine;
import parley.fl.cosine.CosineTerms;
import parley.fl.statistic.run.StatisticRun;

/**
 * The cosine of two providers' vectors, a number that the querier alone reads. Stateless,
 * thread-safe.
 *
 * <p>Each provider has a row for each position. Whoever knows one vector, as its provider does, and
 * reads the cosine has a linear equation on the other's; a provider that chooses its entries to be
 * 0 but for one reads the other's entry there, over that vector's length. So let no provider be the
 * querier that you would not tell a person's value.
 */
public final class FederatedCosine {
  private FederatedCosine() {}

  /**
   * The cosine.
   *
   * @param query on the table of two providers, without rules of its own
   * @param column numeric, with the entries, none of them missing
   * @param position numeric, with whole numbers from 0 to length - 1, each once at each provider
   * @param length entries of each vector
   * @throws parley.error.ParleyException without two providers, if a vector is not as agreed or has
   *     no direction, or if a provider refuses or does not answer
   */
  public static StatisticRun.Result<Cosine> of(
      ProviderQuery query, String column, String position, int length) {
    return query.ask(new CosineTerms(column, position, length));
  }
}
