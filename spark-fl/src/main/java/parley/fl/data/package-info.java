/**
 * From a DataFrame to the rows that each provider holds.
 *
 * <p><b>Provider column</b>: names each row's provider; without one, each partition of the
 * DataFrame is a provider. <b>Provider data set</b>: one Spark partition a provider, checked, never
 * collected.
 *
 * <pre>{@code
 * InputColumns columns = InputColumns.of("features", "label").withProvider("hospital");
 * try (ProviderDataset data = ProviderDataset.of(frame, columns)) {
 *   System.out.println(data.providers());
 * }
 * }</pre>
 */
@NullMarked
package parley.fl.data;

import org.jspecify.annotations.NullMarked;
