package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Sessions;
import parley.testing.OwnJvm;

/** Users whose Spark serialises by Kryo, without a registrator. */
@OwnJvm
class KryoIT {
  private static final String SERIALIZER = "spark.serializer";

  @BeforeAll
  static void choose() {
    System.setProperty(SERIALIZER, "org.apache.spark.serializer.KryoSerializer");
  }

  @AfterAll
  static void stop() {
    System.clearProperty(SERIALIZER);
    Sessions.open().stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train logistic --data CANCER --label diagnosis --positive malignant --test-every 5"
            + " --providers 3 --protection plain",
        "robust evaluate --data CANCER --label diagnosis --model logistic --features"
            + " mean_area,mean_radius --attack pgd --attack-iterations 2 --epsilon 0.1"
            + " --smoothing-sigma 0.25 --smoothing-samples 200",
        "robust evaluate --data CANCER --label diagnosis --model logistic --features"
            + " mean_area,mean_radius --attack universal --attack-iterations 2 --epsilon 0.1"
            + " --adversarial-training 0.1",
        "audit shift --reference CANCER --data CANCER --features mean_area,mean_radius",
        "audit fairness --data HIRING --label hired --favorable 1 --prediction score"
            + " --threshold .5 --score-of 1 --sensitive sex --privileged m",
      })
  void command_kryoWithoutRegistrator_ends(String line) {
    String[] words = line.split(" ");
    Cli.Run run =
        Cli.run(
            Arrays.stream(words)
                .map(w -> w.equals("CANCER") ? file("breast-cancer") : w)
                .map(w -> w.equals("HIRING") ? file("hiring") : w)
                .toArray(String[]::new));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Sessions.open().sparkContext().getConf().get(SERIALIZER)).contains("Kryo");
  }

  @Test
  void train_registrationRequired_refusedByName() {
    Sessions.open().sparkContext().conf().set("spark.kryo.registrationRequired", "true");
    try {
      Cli.Run run =
          Cli.run(
              "train",
              "logistic",
              "--data",
              file("breast-cancer"),
              "--label",
              "diagnosis",
              "--positive",
              "malignant");

      assertThat(run.code()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err())
          .contains("error: cannot use Kryo: ")
          .contains("expected spark.kryo.registrationRequired=false, got true");
      assertThat(run.out()).isEmpty();
    } finally {
      Sessions.open().sparkContext().conf().remove("spark.kryo.registrationRequired");
    }
  }

  private static String file(String name) {
    return Cli.repository("examples/data/" + name + ".csv").toString();
  }
}
