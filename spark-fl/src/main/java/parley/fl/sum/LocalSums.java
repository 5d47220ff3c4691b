package parley.fl.sum;

import java.math.BigInteger;

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

  /** SHA-256 of all the private data that any vector depends on. */
  byte[] privateInputHash();
}
