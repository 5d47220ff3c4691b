/**
 * What a provider is asked to upload under the collective key, and the digests that make an
 * upload's id.
 */
@NullMarked
package parley.mhe.party.upload;

import org.jspecify.annotations.NullMarked;
