/**
 * What travels between driver and providers: requests and answers as bytes, letters of the plugin's
 * RPC, and what became of a task. A message's bytes are checked where they are read; nothing here
 * knows how they are carried.
 */
@NullMarked
package parley.mhe.runtime.message;

import org.jspecify.annotations.NullMarked;
