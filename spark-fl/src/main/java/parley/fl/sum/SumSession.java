package parley.fl.sum;

/** Sums that were agreed on by themselves, outside of a training. */
public interface SumSession extends SecureSum, AutoCloseable {
  /** What was opened so far, to whom. */
  SumReport report();

  /** Ends the parties and frees keys; the report stays. */
  @Override
  void close();
}
