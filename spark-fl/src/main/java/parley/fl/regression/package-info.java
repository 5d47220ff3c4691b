/**
 * Regressions over several providers, named as Spark ML's.
 *
 * <pre>{@code
 * FederatedLinearRegressionModel model =
 *     new FederatedLinearRegression().setProviderCol("site").setRegParam(0.1).fit(rows);
 * model.summary().coefficient("age").pValue();
 * LinearRegressionModel spark = model.toSpark();
 *
 * new FederatedGeneralizedLinearRegression().setFamily("poisson").setOffsetCol("exposure").fit(rows);
 * }</pre>
 */
@NullMarked
package parley.fl.regression;

import org.jspecify.annotations.NullMarked;
