package parley.fl.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * A stage that is told whose the rows are.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasProviders<S extends HasProviders<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  ProviderParams providerParams();

  /**
   * Column that names each row's provider, strings or numbers, empty for none; by default each
   * partition is one. Refused with partition providers beside it, and where it is missing.
   */
  default S setProviderCol(String value) {
    set(providerCol(), value);
    return self();
  }

  /**
   * Without a provider column: the name of each partition's provider, sorted; by default their
   * numbers. On a cluster the partition is then read where its provider lives, and nowhere else.
   * Names that are not sorted, or there twice, are refused before any work.
   */
  default S setPartitionProviders(String[] value) {
    set(partitionProviders(), value);
    return self();
  }

  /**
   * Whether two providers will do, who learn each other's sums; default {@value
   * parley.fl.Defaults#ALLOW_TWO_PROVIDERS}: a fit refuses two.
   */
  default S setAllowTwoProviders(boolean value) {
    set(allowTwoProviders(), value);
    return self();
  }

  default Param<String> providerCol() {
    return providerParams().providerCol;
  }

  default StringArrayParam partitionProviders() {
    return providerParams().partitionProviders;
  }

  default BooleanParam allowTwoProviders() {
    return providerParams().allowTwoProviders;
  }
}
