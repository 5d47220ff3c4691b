/** How a stage is saved and loaded through Hadoop paths, as Spark ML does it. */
@NullMarked
package parley.ml.persist;

import org.jspecify.annotations.NullMarked;
