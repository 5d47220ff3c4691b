package parley.fl.querier;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.statistic.MemorySums;
import parley.fl.table.TableRows;

/** The querier's steps, with the polynomials in clear, against statsmodels. */
class QuerierFitTest {
  static Stream<HiddenCase> cases() {
    return Stream.of(
        HiddenCase.logit(), HiddenCase.probit(), HiddenCase.poisson(), HiddenCase.gamma());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void result_polynomialsInClear_nearMaximumLikelihoodInFewRounds(HiddenCase model) {
    List<TableRows> rows = model.table().deal(model.fit().columns(), 3);
    model.check(
        QuerierFit.result(
            model.fit(), MemorySums.of(model.fit(), rows), new ClearRounds(model.fit(), rows)));
  }
}
