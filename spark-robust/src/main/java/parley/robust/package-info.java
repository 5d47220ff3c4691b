/**
 * What a security engineer or an auditor does to a trained model: attacks, robust training,
 * certification, fairness, shift. Works on DataFrames and Spark ML models; needs no encryption.
 */
@NullMarked
package parley.robust;

import org.jspecify.annotations.NullMarked;
