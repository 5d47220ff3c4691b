package parley.fl.classification;

import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that learns two classes or several.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasFamily<S extends HasFamily<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  FamilyParams familyParams();

  /**
   * {@code auto} (default) and {@code binomial}: labels 0 and 1. {@code multinomial}: labels 0, 1,
   * 2, ..: sealed, each class against the others; with {@code revealWeights}, the release {@code
   * rounds} or in clear by rounds of exact sums, whose coefficients the querier learns. What is
   * trained, and who learns what, never follows from the labels, so {@code auto} is not {@code
   * multinomial} where there are more than two. Another word is refused before any work.
   */
  default S setFamily(String value) {
    set(family(), value);
    return self();
  }

  default Param<String> family() {
    return familyParams().family;
  }
}
