/** Files that are on the disk when a method returns, also where Spark interrupts the thread. */
@NullMarked
package parley.mhe.disk;

import org.jspecify.annotations.NullMarked;
