package parley.fl.protection.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.activation.Schedule;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.IterationPlan;
import parley.fl.report.FitReport;

class FitWordsTest {
  /** The first look is before the second iteration, unless that is the last. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 0, 1", "3, 1, 0"})
  void looked_noLookWhereOneIsNeeded_isWarnedOf(int iterations, int looks, int warnings) {
    IterationPlan plan =
        IterationPlan.builder(SigmoidPolynomial.leastSquares(9, 14), 2, 100)
            .lambdaMax(1)
            .iterations(iterations)
            .fit(LogisticFamily.fitted().adaptive().orElseThrow(), 50, 100)
            .build();
    Schedule schedule = plan.fit().orElseThrow().schedule(iterations, List.of());
    for (int t = 0; t < iterations; t++) {
      if (schedule.due(t)) {
        schedule.look(t, .1, 1e-9);
      }
    }
    FitReport.Builder report = FitReport.builder("t", "plain");

    FitWords.looked(report, schedule);

    assertThat(schedule.looks()).hasSize(looks);
    assertThat(report.build().warnings())
        .hasSize(warnings)
        .allMatch(w -> w.startsWith("margins were never looked at, as there are but 2 iterations"));
  }
}
