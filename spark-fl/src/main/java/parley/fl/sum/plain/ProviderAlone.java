package parley.fl.sum.plain;

import java.util.List;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumRequest;
import parley.mhe.runtime.cluster.ProviderJobs;

/** One provider's vectors as if there were no other. Stateless and thread-safe. */
public final class ProviderAlone {
  private ProviderAlone() {}

  /**
   * Its vectors, which whoever calls this sees.
   *
   * @param provider one of the request's
   */
  public static <T> SecureSum sums(SumRequest<T> request, String provider) {
    return new PlainSums<>(
        ProviderJobs.only(request.rows(), request.providers().indexOf(provider)),
        List.of(provider),
        request.local(),
        request.terms());
  }
}
