package parley.mhe.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SeedTest {
  private static final Seed SEED = Seed.of(new byte[32]);

  @Test
  void derive_otherLabelOrParts_givesOtherSeeds() {
    byte[] a = {1};
    byte[] b = {2};
    byte[] ab = {1, 2};
    assertThat(SEED.derive("x", a, b)).isEqualTo(SEED.derive("x", a, b));
    assertThat(SEED.derive("x", a, b)).isNotEqualTo(SEED.derive("x", ab));
    assertThat(SEED.derive("x", a, b)).isNotEqualTo(SEED.derive("x", b, a));
    assertThat(SEED.derive("x")).isNotEqualTo(SEED.derive("y"));
    assertThat(SEED.derive("x")).isNotEqualTo(SEED);
    assertThat(Seed.fresh()).isNotEqualTo(Seed.fresh());
  }

  @Test
  void toString_ofASeed_showsNothing() {
    assertThat(
            Seed.of(
                    new byte[] {
                      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
                      7, 7, 7, 7, 7, 7
                    })
                .toString())
        .isEqualTo("Seed[not shown]");
    assertThat(SEED).isNotInstanceOf(Serializable.class);
  }

  @Test
  void destroy_thenUse_throwsIllegalState() {
    Seed seed = Seed.of(new byte[32]);
    seed.destroy();
    assertThat(seed.isDestroyed()).isTrue();
    assertThatThrownBy(() -> seed.derive("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Seed.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }
}
