package parley.mhe.binding;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.StdString;
import parley.mhe.ParleyException;

/**
 * The functions of {@code facade.h}, one to one: same names, handles as {@code long}, polynomials
 * and vectors as primitive arrays. Loading this class loads the native library.
 *
 * <p>A C++ exception arrives as the class that the method declares to throw, {@link
 * ParleyException}, with the native message. Thread safety is each function's own and stated in
 * {@code facade.h}; nothing here holds a lock.
 */
@Platform(value = NativeLibrary.PLATFORM, include = "facade.h", library = "jniparley")
@Namespace("parley")
public final class Native {
  static {
    NativeLibrary.loadAll();
  }

  private Native() {}

  /** Version of the OpenFHE library that was loaded, such as "1.4.2". */
  public static native @StdString String openfheVersion() throws ParleyException;

  /** Version of the C library in use, such as "2.36". */
  public static native @StdString String glibcVersion() throws ParleyException;

  /**
   * The largest prime of {@code bits} bits that is 1 modulo {@code cyclotomicOrder}.
   *
   * @param bits 2 to 60
   * @param cyclotomicOrder twice the ring dimension
   */
  public static native long lastPrime(int bits, int cyclotomicOrder) throws ParleyException;

  /** Fills {@code out} with 64-bit words from this thread's random generator of the library. */
  public static native void drawWords(long[] out, int count) throws ParleyException;
}
