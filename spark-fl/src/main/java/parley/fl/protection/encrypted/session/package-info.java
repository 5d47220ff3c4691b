/**
 * A training's session: who the querier is, where the parties' secrets lie, and what a sealed model
 * keeps of it.
 */
@NullMarked
package parley.fl.protection.encrypted.session;

import org.jspecify.annotations.NullMarked;
