package parley.fl.sum;

/**
 * How sums are carried under one protection, with all that is needed for it in one folder; found by
 * {@link java.util.ServiceLoader}.
 */
public interface SumEngine {
  /** The protection's name, such as {@code encrypted}. */
  String protection();

  /** Agrees on sums with the providers. */
  <T> SumSession open(SumRequest<T> request);
}
