/**
 * {@code parley train linear}, {@code glm} and {@code multinomial}, {@code survival}, {@code meta}
 * and {@code study}: models from exact sums over several providers.
 */
@NullMarked
package parley.cli.models;

import org.jspecify.annotations.NullMarked;
