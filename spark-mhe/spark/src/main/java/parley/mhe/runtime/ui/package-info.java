/**
 * What an operator sees of federations in Spark's UI: events that Spark's own log keeps, and the
 * tab "Federation" made of them, of a running application and in the history server.
 */
@NullMarked
package parley.mhe.runtime.ui;

import org.jspecify.annotations.NullMarked;
