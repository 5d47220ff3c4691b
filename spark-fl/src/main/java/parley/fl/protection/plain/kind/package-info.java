/**
 * What a kind of models brings for its training in clear, and what all such trainings have in
 * common.
 */
@NullMarked
package parley.fl.protection.plain.kind;

import org.jspecify.annotations.NullMarked;
