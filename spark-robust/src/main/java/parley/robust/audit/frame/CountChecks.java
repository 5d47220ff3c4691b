package parley.robust.audit.frame;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;

/**
 * Refuses what a pass found in the rows. All throw {@link InvalidDataException}.
 *
 * @param plan what was counted
 * @param problems what was looked for
 * @param rows read again for the values of a column that is refused, and only then
 */
record CountChecks(CountingPlan plan, List<CountingQuery.Problem> problems, Dataset<Row> rows) {
  private static final int SHOWN = 5;

  void check(CountTally tally) {
    long all = tally.overall().rows();
    if (all == 0) {
      throw new InvalidDataException(
          plan.groups().isEmpty()
              ? "cannot count groups: there are no rows, expected one or more"
              : "cannot count groups: there are no rows of the groups, expected some of "
                  + String.join(", ", plan.groups().stream().map(AuditValue::text).toList()));
    }
    for (int k = 0; k < problems.size(); k++) {
      if (tally.problems()[k] > 0) {
        CountingQuery.Problem problem = problems.get(k);
        throw new InvalidDataException(
            "cannot count groups: column %s %s in %d of %d rows, expected %s"
                .formatted(
                    problem.column(),
                    problem.what(),
                    tally.problems()[k],
                    all,
                    problem.expected()));
      }
    }
    if (plan.unfavorable() == null) {
      if (tally.overall().favorableLabels() == 0) {
        throw new InvalidDataException(
            "cannot count groups: the favourable label %s does not occur in column %s, expected one of %s"
                .formatted(plan.favorable().text(), plan.labelCol(), values(plan.labelCol())));
      }
      twoValued(plan.labelCol(), tally.unfavorable(false));
      if (tally.predictsLabels()) {
        predictions(tally);
      }
    }
  }

  private void twoValued(String column, Set<Long> unfavorable) {
    if (unfavorable.size() > 1) {
      throw new InvalidDataException(
          "cannot count groups: column %s has more than two values, expected the favourable %s and one other, got %s"
              .formatted(column, plan.favorable().text(), values(column)));
    }
  }

  private void predictions(CountTally tally) {
    twoValued(plan.predictionCol(), tally.unfavorable(true));
    Set<Long> both = new HashSet<>(tally.unfavorable(false));
    both.addAll(tally.unfavorable(true));
    if (!tally.unfavorable(false).isEmpty() && both.size() > 1) {
      throw new InvalidDataException(
          "cannot count groups: column %s has other values than column %s, expected one of %s, got %s"
              .formatted(
                  plan.predictionCol(),
                  plan.labelCol(),
                  values(plan.labelCol()),
                  values(plan.predictionCol())));
    }
  }

  private String values(String column) {
    List<String> some =
        rows
            .select(AuditValue.name(Columns.column(column), rows.schema().apply(column).dataType()))
            .na()
            .drop()
            .distinct()
            .limit(SHOWN + 1)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    return some.size() > SHOWN
        ? String.join(", ", some.subList(0, SHOWN)) + " and others"
        : String.join(", ", some);
  }
}
