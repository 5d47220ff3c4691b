/**
 * What becomes of rows before a training sees them, as Spark ML stages that sit beside Spark's own
 * feature transformers.
 *
 * <pre>{@code
 * Dataset<Row> rows =
 *     new ImageFeatures()
 *         .setInputCol("pixels")
 *         .setOutputCol("features")
 *         .setMap("cosine:100")
 *         .setImageShape("28x28")
 *         .transform(images);
 * }</pre>
 */
@NullMarked
package parley.fl.feature;

import org.jspecify.annotations.NullMarked;
