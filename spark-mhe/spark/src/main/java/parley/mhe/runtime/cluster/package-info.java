/**
 * Parley's Spark plugin on driver and executors: who is there, which code it runs, how long an
 * ending one is waited for, and the letters' boxes.
 */
@NullMarked
package parley.mhe.runtime.cluster;

import org.jspecify.annotations.NullMarked;
