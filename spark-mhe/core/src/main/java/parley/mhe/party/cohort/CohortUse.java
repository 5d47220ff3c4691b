package parley.mhe.party.cohort;

import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a provider's program says of an upload of sums. Immutable, thread-safe.
 *
 * @param numbers that are opened of it
 * @param ofPlan numbers that the whole plan opens, all its rounds counted
 * @param cohort the rows; null where the program does not say
 */
public record CohortUse(long numbers, long ofPlan, @Nullable Cohort cohort) {
  /**
   * @throws IllegalArgumentException when the plan would open fewer than the upload
   */
  public CohortUse {
    if (numbers < 1 || ofPlan < numbers) {
      throw new IllegalArgumentException(
          "cannot count the numbers of a sum: expected 1 or more, and at least as many in the"
              + " plan, got "
              + numbers
              + " and "
              + ofPlan);
    }
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(numbers).add(ofPlan).add(cohort == null ? 0 : 1);
    if (cohort != null) {
      cohort.writeTo(out);
    }
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  public static CohortUse fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "rows of a query");
    long numbers = in.longInteger("numbers");
    long ofPlan = in.longInteger("numbers of the plan");
    Cohort cohort = in.integer("cohort", 0, 1) == 1 ? Cohort.readFrom(in) : null;
    in.end();
    return new CohortUse(numbers, ofPlan, cohort);
  }
}
