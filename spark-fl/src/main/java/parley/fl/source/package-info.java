/**
 * Rows in the providers' own files, as Spark's data source {@code parley}: partition k is the file
 * of provider k, sorted by name, and is read by the executor that is the provider's home or not at
 * all.
 *
 * <p><b>Manifest</b>: which provider has which file. <b>Own file</b>: that file as its home finds
 * it.
 *
 * <pre>{@code
 * Dataset<Row> rows = spark.read().format("parley").option("manifest", "hospitals.json").load();
 * }</pre>
 */
@NullMarked
package parley.fl.source;

import org.jspecify.annotations.NullMarked;
