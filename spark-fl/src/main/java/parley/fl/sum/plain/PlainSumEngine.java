package parley.fl.sum.plain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumEngine;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;

/** Sums in clear, for comparison. Stateless and thread-safe. */
public final class PlainSumEngine implements SumEngine {
  @Override
  public String protection() {
    return "plain";
  }

  @Override
  public <T> SumSession open(SumRequest<T> request) {
    return new Session(
        new PlainSums<>(request.rows(), request.providers(), request.local(), request.terms()),
        request.providers(),
        request.rows().context().isLocal());
  }

  /** Keeps what a report says. */
  private static final class Session implements SumSession {
    private final PlainSums<?> sums;
    private final List<String> providers;
    private final boolean simulated;
    private final List<Opening> openings = new ArrayList<>();
    private final List<FitRound> rounds = new ArrayList<>();

    Session(PlainSums<?> sums, List<String> providers, boolean simulated) {
      this.sums = sums;
      this.providers = providers;
      this.simulated = simulated;
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
          "plain",
          simulated,
          providers,
          List.of(),
          null,
          List.of(new Statement("driver", "each provider's vectors: not protected")),
          openings,
          rounds);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
