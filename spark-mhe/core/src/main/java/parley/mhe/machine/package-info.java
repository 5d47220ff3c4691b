/**
 * What the machine lends to this process: temporary files, file handles, room on disks. It says in
 * one line what is short.
 *
 * <pre>{@code
 * TemporaryFolder.requireWritable();
 * FileHandles.require();
 * }</pre>
 */
@NullMarked
package parley.mhe.machine;

import org.jspecify.annotations.NullMarked;
