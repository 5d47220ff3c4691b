package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionIdTest {

  private static TreeMap<String, byte[]> nonces(int seed) {
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    nonces.put("a", Parties.hash(seed, "a"));
    nonces.put("b", Parties.hash(seed, "b"));
    return nonces;
  }

  @Test
  void of_otherNonce_givesAnotherId() {
    byte[] plan = Parties.hash(1, "plan");
    byte[] first = SessionId.of(plan, plan, plan, nonces(1));
    assertThat(first).hasSize(32).isEqualTo(SessionId.of(plan, plan, plan, nonces(1)));
    assertThat(SessionId.of(plan, plan, plan, nonces(2))).isNotEqualTo(first);
    assertThat(SessionId.of(Parties.hash(2, "plan"), plan, plan, nonces(1))).isNotEqualTo(first);
    assertThat(SessionId.of(plan, Parties.hash(2, "plan"), plan, nonces(1))).isNotEqualTo(first);
    assertThat(SessionId.of(plan, plan, Parties.hash(2, "plan"), nonces(1))).isNotEqualTo(first);
  }

  @Test
  void of_shortNonce_refused() {
    TreeMap<String, byte[]> nonces = nonces(1);
    nonces.put("c", new byte[31]);
    assertThatThrownBy(() -> SessionId.of(new byte[32], new byte[32], new byte[32], nonces))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of c")
        .hasMessageContaining("31");
  }
}
