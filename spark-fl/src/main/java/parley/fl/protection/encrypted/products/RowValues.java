package parley.fl.protection.encrypted.products;

/** What a provider's rows hold, by the number of a row and a column. */
@FunctionalInterface
public interface RowValues {
  /** Below 2^31 over the rows' scale in absolute value. */
  double of(int row, int column);
}
