package parley.fl.sum.plain;

import parley.error.InvalidDataException;
import parley.fl.report.FitReport.Statement;
import parley.fl.sum.SumEngine;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.mhe.party.cohort.SumNoise;

/** Sums in clear, for comparison. Stateless and thread-safe. */
public final class PlainSumEngine implements SumEngine {
  @Override
  public String protection() {
    return "plain";
  }

  /** Refuses noise, which parties add whose requests are counted. */
  @Override
  public <T> SumSession open(SumRequest<T> request) {
    if (SumNoise.of(request.terms().arguments()).isPresent()) {
      throw new InvalidDataException(
          "cannot add noise in clear: the driver sees each provider's counts, expected the"
              + " protection encrypted, got plain");
    }
    return new PlainSumSession(
        new PlainSums<>(request.rows(), request.providers(), request.local(), request.terms()),
        request,
        new Statement("driver", "each provider's vectors: not protected"));
  }
}
