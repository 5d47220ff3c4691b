package parley.fl.family.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.family.Families;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.StartWeights;
import parley.fl.network.StepSchedule;
import parley.fl.optim.LabelScaling;

/** A network in a plan: all that its training follows from comes back, and nothing else does. */
class NetworkFamilyTest {
  private static final NetworkShape SHAPE = NetworkShape.classifier(4, List.of(3), 2);
  private static final InputMap MAP =
      InputMap.read("average:4", new ImageShape(8, 8), PixelRange.BYTES);

  @Test
  void arguments_ofEverything_areReadBack() {
    NetworkTerms terms =
        NetworkTerms.builder(SHAPE)
            .warmStart(StartWeights.normal(SHAPE, 0.1, 3))
            .seed(-5)
            .gain(0.7)
            .momentum(0.8)
            .schedule(StepSchedule.CONSTANT)
            .iterations(17)
            .steps(0.25, 1.0 / 3)
            .batchRows(32)
            .watch(false)
            .build();
    NetworkFamily family =
        NetworkFamily.of(terms).withInputMap(MAP).withClassWeights(List.of(0.1, 2.0));

    NetworkFamily read = (NetworkFamily) Families.read(NetworkFamily.ID, family.arguments());

    assertThat(read.arguments()).isEqualTo(family.arguments());
    assertThat(read.terms()).usingRecursiveComparison().isEqualTo(terms);
    assertThat(read.terms().start()).isEqualTo(terms.start());
    assertThat(read.inputMap()).contains(MAP);
    assertThat(read.classWeights()).containsExactly(0.1, 2.0);
  }

  @Test
  void labelScaling_ofANumber_isByItsDeviation() {
    NetworkFamily numbers =
        NetworkFamily.of(NetworkTerms.builder(NetworkShape.regression(4, List.of(3))).build());
    assertThat(numbers.labelScaling()).isEqualTo(LabelScaling.DEVIATION);
    assertThat(numbers.target().problem(1.5)).isEmpty();
    NetworkFamily classes = NetworkFamily.of(NetworkTerms.builder(SHAPE).build());
    assertThat(classes.labelScaling()).isEqualTo(LabelScaling.NONE);
    assertThat(classes.target().problem(3)).isEmpty();
    assertThat(classes.target().problem(1.5))
        .contains("the label is no class, expected a whole number from 0 to below 1000");
    assertThat(classes.target().problem(-1)).isPresent();
    assertThat(classes.target().problem(Double.NaN)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seed | x | the argument seed is wrong, expected a number, got x
          head | cone | the argument head is wrong, expected classes or value, got cone
          layers | 4-2 | the argument activation is wrong, expected a sigmoid's polynomial, got\
           quadratic
          layers | 4 | cannot make a network: expected features, hidden layers if any and outputs,\
           each of at least 1, got [4]
          activation | relu | the argument activation is wrong, expected quadratic, got relu
          watch | yes | the argument watch is wrong, expected true or false, got yes
          steps | 0.1,a | the argument steps is wrong, expected rule or numbers with commas\
           between them, got 0.1,a
          steps | 0.1 | cannot plan a network's training: expected a step for each of 2 layers,\
           got 1
          start | AAAA | the argument start is wrong, expected seed or weights in Base64, got AAAA
          schedule | up | cannot choose the schedule: expected falling or constant, got up
          inputMap | average:2 8x8 0.0:255.0 | cannot make a network: the input map average:2 8x8\
           0.0:255.0 gives 16 features, expected the first layer to be as many, got 4
          classWeights | 1.0 | cannot weight classes: expected a weight for each of 2 classes, got\
           1
          classWeights | 1.0,0.0 | cannot weight classes: expected weights above 0, got 0.0
          momentum | | the argument momentum is missing, expected that of a network
          """)
  void read_wrongArgument_refused(String name, String value, String message) {
    SortedMap<String, String> arguments =
        new TreeMap<>(NetworkFamily.of(NetworkTerms.builder(SHAPE).build()).arguments());
    if (value == null) {
      arguments.remove(name);
    } else {
      arguments.put(name, value);
    }
    Map<String, String> read = Map.copyOf(arguments);
    assertThatThrownBy(() -> Families.read(NetworkFamily.ID, read))
        .hasMessage("cannot read the family network/1: " + message);
  }
}
