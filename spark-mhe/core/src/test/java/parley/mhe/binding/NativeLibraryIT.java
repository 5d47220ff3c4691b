package parley.mhe.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.testing.OwnJvm;

@OwnJvm
class NativeLibraryIT {
  private static final int CYCLOTOMIC_ORDER = 1 << 15;

  @Test
  void load_calledTwice_works() {
    assertThatCode(NativeLibrary::load).doesNotThrowAnyException();
    assertThatCode(NativeLibrary::load).doesNotThrowAnyException();
    assertThat(Native.glibcVersion()).matches("2\\.\\d+.*");
  }

  @Test
  void lastPrime_of45Bits_isOneModuloTheOrder() {
    long prime = Native.lastPrime(45, CYCLOTOMIC_ORDER);
    assertThat(prime % CYCLOTOMIC_ORDER).isEqualTo(1);
    assertThat(Long.numberOfLeadingZeros(prime)).isEqualTo(64 - 45);
  }

  @Test
  void lastPrime_ofTooManyBits_throwsWithTheNativeMessage() {
    assertThatThrownBy(() -> Native.lastPrime(100, CYCLOTOMIC_ORDER))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("exceeds maximum allowed length 60");
  }

  @Test
  void drawWords_inTwoThreads_drawsDifferentWords() {
    long[] mine = draw();
    long[] others = CompletableFuture.supplyAsync(NativeLibraryIT::draw).join();
    assertThat(LongStream.concat(LongStream.of(mine), LongStream.of(others)).distinct().count())
        .isEqualTo(mine.length + others.length);
  }

  @Test
  void nativeMethods_all_declareParleyException() {
    // The glue raises what a method declares, and a bare RuntimeException where it declares
    // nothing.
    assertThat(Native.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isNative(method.getModifiers()))
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(method.getExceptionTypes()).containsExactly(ParleyException.class));
  }

  private static long[] draw() {
    long[] words = new long[1 << 12];
    Native.drawWords(words, words.length);
    return words;
  }
}
