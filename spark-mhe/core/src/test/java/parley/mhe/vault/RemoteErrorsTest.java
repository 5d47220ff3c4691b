package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.ProtocolException;

/** Errors come back as what they were, and tell no more. */
class RemoteErrorsTest {
  private static RuntimeException travelled(Throwable error) {
    return RemoteErrors.fromBytes(RemoteErrors.toBytes(error));
  }

  @Test
  void error_ofThisLibrary_sameTypeAndMessage() {
    for (RuntimeException error :
        List.of(
            new RefusedException("cannot answer"),
            new KeyException("cannot open"),
            new ProtocolException("cannot read"),
            new PolicyException("cannot join"),
            new VaultException("cannot listen"),
            new ParleyException("cannot add"),
            new IllegalArgumentException("cannot name a place: blank"),
            new IllegalStateException("cannot use the party a: it is closed"))) {
      assertThat(travelled(error)).hasSameClassAs(error).hasMessage(error.getMessage());
    }
  }

  @Test
  void error_ofSomethingElse_onlyItsClassIsNamed() {
    for (Throwable error :
        List.of(
            new ArrayIndexOutOfBoundsException("Index 4711 out of bounds"),
            new IllegalArgumentException("4711"),
            new OutOfMemoryError("4711"))) {
      assertThat(travelled(error))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining(error.getClass().getName())
          .hasMessageNotContaining("4711");
    }
  }
}
