/**
 * Multiparty homomorphic encryption. This package holds only what all its parts share: the family
 * of errors, {@link parley.error.ParleyException}.
 */
@NullMarked
package parley.mhe;

import org.jspecify.annotations.NullMarked;
