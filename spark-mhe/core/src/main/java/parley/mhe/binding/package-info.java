/**
 * The binding to the native library: static functions over handles and primitive arrays.
 *
 * <p><b>Handle</b>: a number that stands for one native object; its owner frees it exactly once.
 * <b>Facade</b>: our C++ functions over OpenFHE; no type of OpenFHE crosses it.
 */
@NullMarked
package parley.mhe.binding;

import org.jspecify.annotations.NullMarked;
