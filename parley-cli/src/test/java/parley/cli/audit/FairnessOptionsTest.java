package parley.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.cli.terminal.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FairnessOptionsTest {
  private static final String GOOD =
      "--data f.csv --label y --favourable 0 --prediction score --sensitive race,sex --privileged"
          + " white";

  @Command
  private static final class Holder {
    @Mixin private FairnessOptions options;
  }

  @Test
  void parse_bothSpellings_areOneOption() {
    FairnessOptions options =
        parse(GOOD + " --threshold 5 --score-of 1 --groups white,black --control age --bins 10");

    options.check();
    assertThat(options.favorable()).isEqualTo("0");
    assertThat(parse(GOOD.replace("favour", "favor")).favorable()).isEqualTo("0");
    assertThat(options.sensitive()).containsExactly("race", "sex");
    assertThat(options.groups()).containsExactly("white", "black");
    assertThat(options.threshold()).isEqualTo(5);
    assertThat(options.control()).containsExactly("age");
    assertThat(options.bins()).isEqualTo(10);
    assertThat(options.privileged()).isEqualTo("white");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--threshold 5 | expected --threshold with --score-of, the label whose scores they are, got"
            + " --threshold alone",
        "--score-of 1 | got --score-of alone",
        "--confidence 1 | cannot use --confidence: expected a number between 0 and 1, got 1.0",
        "--bands age=1,2 | expected a column of --sensitive or --control, got 'age'",
        "--bands race=1,x | expected numbers that rise, such as race=25,45, got '1,x'",
        "--weight race | cannot use --weight: expected a column that is used once, got 'race'"
            + " again",
        "--threshold NaN | cannot use --threshold: expected a finite number",
        "--threshold 5 --score-of 1 --bins 0 | cannot use --bins: expected 1 to 1000, got 0",
        "--bins 10 | cannot use --bins: it needs scores, expected --threshold too",
        "--control race | cannot use --control: expected a column that is used once, got 'race'"
            + " again",
        "--control y | cannot use --control: expected a column that is used once, got 'y' again",
        "--groups white | expected two groups or more in --groups",
        "--groups black,asian | 'white' of --privileged among them, got 'black,asian'",
        "--groups white,black,white | expected each once, got 'white' twice"
      })
  void check_badInput_saysWhatIsWrong(String more, String message) {
    assertThatThrownBy(() -> parse(GOOD + " " + more).check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static FairnessOptions parse(String words) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(words.split(" "));
    return holder.options;
  }
}
