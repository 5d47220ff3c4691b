/**
 * A provider's side: the endpoint that hands messages to its party, the endpoints of one JVM, the
 * tasks that run there, and the local programs whose results are uploaded.
 */
@NullMarked
package parley.mhe.runtime.provider;

import org.jspecify.annotations.NullMarked;
