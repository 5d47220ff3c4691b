package parley.fl.protection.encrypted.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.fl.family.Target;
import parley.fl.family.circuit.Circuit;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.param.ToldTraining;
import parley.fl.protection.encrypted.linear.LinearKind;

/** Who trains and predicts with a circuit is found by its kind. */
class CircuitKindsTest {
  /** Logistic regression on another circuit, or none. */
  private record WithCircuit(Family logistic, Optional<Circuit> circuit) implements Family {
    static Family of(@Nullable Circuit circuit) {
      return new WithCircuit(LogisticFamily.fitted(), Optional.ofNullable(circuit));
    }

    @Override
    public String id() {
      return "spiral/1";
    }

    @Override
    public String name() {
      return "a spiral";
    }

    @Override
    public SortedMap<String, String> arguments() {
      return logistic.arguments();
    }

    @Override
    public Target target() {
      return logistic.target();
    }
  }

  @Test
  void of_families_areTrainedByTheKindOfTheirCircuit() {
    assertThat(CircuitKinds.of(LogisticFamily.fitted())).isInstanceOf(LinearKind.class);
    assertThat(CircuitKinds.of(Families.read("toy-constant/1", Map.of())).name())
        .isEqualTo("one number");
  }

  @Test
  void settings_kindThatNobodyTrains_refusedBeforeAnyRowIsRead() {
    assertThatThrownBy(() -> new ToldTraining(WithCircuit.of(() -> "spiral")).settings())
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot train a spiral with the protection encrypted: nobody on the class path trains"
                + " circuits of its kind, expected one of [network, one margin, one number], got"
                + " spiral");
  }

  @Test
  void of_noCircuit_refused() {
    assertThatThrownBy(() -> CircuitKinds.of(WithCircuit.of(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the family has no circuit");
  }

  @Test
  void of_twoOfOneKind_refused() {
    assertThatThrownBy(
            () ->
                CircuitKinds.of(
                    LogisticFamily.fitted(), List.of(new LinearKind(), new LinearKind())))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(
            "cannot tell who trains circuits of the kind one margin: expected one, got ");
  }
}
