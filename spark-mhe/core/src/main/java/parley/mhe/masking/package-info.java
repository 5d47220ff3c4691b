/**
 * Sums under masks that cancel: each provider adds to its integers a mask for each other provider,
 * which that one subtracts, and a mask of its own, which is told once it is known whose integers
 * are in the sum. No party holds a key of the sum and nothing here knows CKKS. After Bonawitz et
 * al., <a href="https://eprint.iacr.org/2017/281">ePrint 2017/281</a>, and for many providers Bell
 * et al., <a href="https://eprint.iacr.org/2020/704">ePrint 2020/704</a>.
 */
@NullMarked
package parley.mhe.masking;

import org.jspecify.annotations.NullMarked;
