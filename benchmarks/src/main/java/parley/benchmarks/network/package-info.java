/** Comparison programs of networks; see {@code benchmarks/README.md}. */
@NullMarked
package parley.benchmarks.network;

import org.jspecify.annotations.NullMarked;
