package parley.fl.sum.plain;

import parley.fl.report.FitReport.Statement;
import parley.fl.sum.SumEngine;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;

/** Sums in clear, for comparison. Stateless and thread-safe. */
public final class PlainSumEngine implements SumEngine {
  @Override
  public String protection() {
    return "plain";
  }

  @Override
  public <T> SumSession open(SumRequest<T> request) {
    return new PlainSumSession(
        new PlainSums<>(request.rows(), request.providers(), request.local(), request.terms()),
        request,
        new Statement("driver", "each provider's vectors: not protected"));
  }
}
