/**
 * What trainings and predictions are told, as Params say it: places of keys and passphrases, never
 * a key or a passphrase.
 */
@NullMarked
package parley.fl.settings;

import org.jspecify.annotations.NullMarked;
