/**
 * Federated classifiers as Spark ML stages.
 *
 * <p><b>Sealed</b>: encrypted for everyone, the querier included, who can predict but not see the
 * weights. <b>Known</b>: with weights that are here. <b>Querier</b>: who asks and alone reads
 * predictions. <b>Protection</b>: {@code encrypted} or {@code plain}, the same algorithm in clear.
 *
 * <pre>{@code
 * FederatedLogisticRegressionModel model =
 *     new FederatedLogisticRegression()
 *         .setProviderCol("hospital")
 *         .setProtection("plain")
 *         .fit(rows);
 * Dataset<Row> predictions = model.transform(others);
 * System.out.println(model.report().toText());
 * }</pre>
 */
@NullMarked
package parley.fl.classification;

import org.jspecify.annotations.NullMarked;
