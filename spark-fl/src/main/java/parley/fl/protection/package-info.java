/**
 * How a training runs: in clear, or under encryption with PREPARE, MAP, COMBINE and REDUCE, and
 * oblivious prediction.
 *
 * <p>Terms: a <i>trainer</i> takes the providers' rows and settings, and gives weights or a
 * <i>sealed model</i>, encrypted under a key that no one holds; a <i>program</i> is what runs at a
 * provider on its own plain rows.
 *
 * <pre>{@code
 * TrainingSettings settings = new FederatedLogisticRegression().settings();
 * try (ProviderDataset data = ProviderDataset.of(rows, columns)) {
 *   TrainingResult result = Engines.trainer(settings.protection().kind()).train(spark, data, settings);
 *   SealedModel model = result.sealed().orElseThrow();
 * }
 * }</pre>
 */
@NullMarked
package parley.fl.protection;

import org.jspecify.annotations.NullMarked;
