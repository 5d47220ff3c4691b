package parley.mhe.binding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.testing.OwnJvm;

/** In a class of its own, with a JVM of its own, since the library loads once in a JVM. */
@OwnJvm
class ForeignPlatformTest {
  @Test
  void load_onAnotherArchitecture_saysWhatIsNeeded() {
    System.setProperty("os.arch", "aarch64");
    assertThatThrownBy(NativeLibrary::load)
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected Linux amd64 with glibc 2.34 or newer")
        .hasMessageEndingWith("got Linux aarch64");
    assertThatThrownBy(NativeLibrary::load)
        .as("a second attempt")
        .isInstanceOf(ParleyException.class);
  }
}
