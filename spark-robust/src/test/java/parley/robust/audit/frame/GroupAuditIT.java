package parley.robust.audit.frame;

import org.junit.jupiter.api.Nested;

/** What needs Spark, in one session, since starting one takes longer than most of the tests. */
class GroupAuditIT {
  @Nested
  class Counting extends CountingCases {}

  @Nested
  class Goldens extends GoldenCases {}

  @Nested
  class BadInput extends BadInputCases {}
}
