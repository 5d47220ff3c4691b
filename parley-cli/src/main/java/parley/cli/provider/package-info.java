/**
 * What a data provider runs: {@code parley vault}, {@code policy}, {@code log} and {@code verify-
 * report}.
 */
@NullMarked
package parley.cli.provider;

import org.jspecify.annotations.NullMarked;
