package parley.fl.protection.encrypted.linear.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.activation.Schedule.Look;
import parley.fl.family.logistic.BaseRate;
import parley.fl.family.logistic.FitTerms;
import parley.fl.family.logistic.FittedSchedule;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;

class StepArgumentsTest {
  private static final FitTerms TERMS =
      new FitTerms(BaseRate.of(30, 100, 100, true), 100, 100, 2, 0.01);
  private static final LabelScale LABELS = new LabelScale(3, 2, 2, 3, 2);
  private static final Look FIRST = new Look(1, 20, 4);
  private static final Look SECOND = new Look(2, 26, 12);

  private static StepArguments at(int iteration, Look... looks) {
    TrainingArguments training =
        new TrainingArguments(
            Standardization.none(1, 10),
            LABELS,
            LogisticFamily.fitted().marginCircuit(),
            14,
            new double[] {1, 1},
            6,
            TERMS);
    return new StepArguments(training, iteration, List.of(looks));
  }

  @Test
  void fromBytes_ofToBytes_givesTheSamePolynomialAndLooks() {
    StepArguments told = at(2, FIRST, SECOND);
    StepArguments read = StepArguments.fromBytes(told.toBytes(), LogisticFamily.fitted());
    assertThat(read.looks()).isEqualTo(told.looks());
    assertThat(read.training().fit()).isEqualTo(TERMS);
    assertThat(read.training().labels()).isEqualTo(LABELS);
    FittedSchedule schedule = FittedSchedule.after(TERMS, 6, told.looks());
    assertThat(read.circuit().atZero()).isEqualTo(schedule.step(2).activation().evaluate(0));
    assertThat(read.training().circuit().labelOffset()).isZero();
  }

  static List<Arguments> unfit() {
    return List.of(
        Arguments.of("another round", "train/gradient", 3, at(2, FIRST)),
        Arguments.of("not the last", "model/gradient", 0, at(2, FIRST)),
        Arguments.of("another look", "train/gradient", 2, at(2, new Look(1, 21, 4))),
        Arguments.of("a look ahead", "train/gradient", 1, at(1, FIRST, SECOND)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfit")
  void requireFits_otherThanTold_refused(String name, String step, int round, StepArguments told) {
    assertThatThrownBy(() -> told.requireFits(step, round, List.of(FIRST)))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("what is told of the margins does not fit, expected iteration")
        .hasMessageContaining("after the looks [" + FIRST);
  }

  @Test
  void requireFits_looksThatGrow_areKept() {
    List<Look> known = at(1, FIRST).requireFits("train/gradient", 1, List.of());
    known = at(2, FIRST, SECOND).requireFits("train/gradient", 2, known);
    assertThat(known).containsExactly(FIRST, SECOND);
    // A resumed driver asks an earlier round anew, before its later looks.
    assertThat(at(2, FIRST).requireFits("train/look", 2, known)).isEqualTo(known);
    assertThat(at(5, FIRST, SECOND).requireFits("model/gradient", 0, known)).isEqualTo(known);
  }
}
