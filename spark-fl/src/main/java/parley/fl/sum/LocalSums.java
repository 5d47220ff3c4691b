package parley.fl.sum;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.cohort.Cohort;

/**
 * What one provider adds, computed on its own rows. The same rows and arguments must give the same
 * integers, whatever the order or number of Spark's partitions; round once, to the spec's unit.
 */
public interface LocalSums {
  /**
   * This provider's vector.
   *
   * @param spec what is added up, as the plan has it
   * @param arguments what was sent along, the same to every provider
   * @return as many integers as the spec says, in its unit and within its bound
   */
  BigInteger[] sums(SumSpec spec, byte[] arguments);

  /**
   * Which rows the vectors are made of, for a party whose policy has rules on them; null where they
   * cannot be told, which such a party refuses.
   */
  default @Nullable Cohort cohort() {
    return null;
  }

  /** SHA-256 of all the private data that any vector depends on. */
  byte[] privateInputHash();
}
