/** JMH benchmarks and comparison programs; see {@code benchmarks/README.md}. */
@NullMarked
package parley.benchmarks;

import org.jspecify.annotations.NullMarked;
