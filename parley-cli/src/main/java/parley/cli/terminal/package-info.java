/**
 * What every command shares: what is printed where, exit codes, failures as one line, progress,
 * clean-up, and the Spark session.
 */
@NullMarked
package parley.cli.terminal;

import org.jspecify.annotations.NullMarked;
