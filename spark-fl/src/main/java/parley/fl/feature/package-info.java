/**
 * Images on their way to a training: their files, and what becomes of them, as a Spark ML stage
 * beside Spark's own feature transformers.
 *
 * <pre>{@code
 * Dataset<Row> images = IdxImages.open(spark, "images-idx3-ubyte", "labels-idx1-ubyte").frame();
 * Dataset<Row> rows =
 *     new ImageFeatures()
 *         .setInputCol("features")
 *         .setOutputCol("frequencies")
 *         .setMap("cosine:100")
 *         .setImageShape("28x28")
 *         .transform(images);
 * }</pre>
 */
@NullMarked
package parley.fl.feature;

import org.jspecify.annotations.NullMarked;
