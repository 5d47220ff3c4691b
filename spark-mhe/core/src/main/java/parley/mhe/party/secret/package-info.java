/** Passphrases and the encryption of what lies on disk under them. */
@NullMarked
package parley.mhe.party.secret;

import org.jspecify.annotations.NullMarked;
