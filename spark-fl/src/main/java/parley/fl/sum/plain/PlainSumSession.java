package parley.fl.sum.plain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;

/** Sums in clear, and what a report says of them. For one thread. */
final class PlainSumSession implements SumSession {
  private final PlainSums<?> sums;
  private final List<String> providers;
  private final boolean simulated;
  private final Statement sees;
  private final List<Opening> openings = new ArrayList<>();
  private final List<FitRound> rounds = new ArrayList<>();

  /**
   * @param sums of the request's rows
   * @param sees who sees what of the rows
   */
  PlainSumSession(PlainSums<?> sums, SumRequest<?> request, Statement sees) {
    this.sums = sums;
    this.providers = request.providers();
    this.simulated = request.rows().context().isLocal();
    this.sees = sees;
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    long start = System.nanoTime();
    OpenedSum opened = sums.open(spec, arguments);
    long bytes = 0;
    for (BigInteger value : opened.integers()) {
      bytes += value.toByteArray().length;
    }
    rounds.add(FitRound.plain(spec.step(), -1, (System.nanoTime() - start) / 1e9, bytes));
    openings.add(new Opening(spec.words(), Audience.ALL, spec.length(), null));
    return opened;
  }

  @Override
  public SumReport report() {
    return new SumReport(
        "plain", simulated, providers, List.of(), null, List.of(sees), openings, rounds);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
