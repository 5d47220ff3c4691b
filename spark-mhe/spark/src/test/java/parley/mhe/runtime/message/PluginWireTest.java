package parley.mhe.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.cluster.ClusterDriver;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Failure;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.PluginMessage.Poll;
import parley.mhe.runtime.message.PluginMessage.Progress;
import parley.mhe.runtime.message.PluginMessage.Reply;
import parley.mhe.runtime.message.PluginMessage.Task;
import parley.mhe.runtime.placement.Placement;

class PluginWireTest {
  private static Hello hello(SortedMap<String, String> code, String... claims) {
    return new Hello("7", "host-é", 1L << 40, 3, List.of(claims), code, null);
  }

  static Stream<PluginMessage> messages() {
    return Stream.of(
        hello(PluginCode.here(), "hospital-a", "hospital-b"),
        hello(PluginCode.here()).withProblem("has no native support: it is another machine"),
        new Poll("7", 12, Map.of()),
        new Poll(
            "7",
            -1,
            Map.of(
                "f",
                new Progress(3, List.of("a"), List.of()),
                "g",
                new Progress(0, List.of(), List.of("b", "c")))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_message_theSame(PluginMessage message) {
    assertThat(PluginWire.read(PluginWire.toBytes(message))).isEqualTo(message);
  }

  @Test
  void read_answer_theSame() {
    byte[] bytes = PluginWire.toBytes(new Answer("7", 9, new byte[] {1, -1}, true));

    Answer read = (Answer) PluginWire.read(bytes);

    assertThat(read.executor()).isEqualTo("7");
    assertThat(read.letter()).isEqualTo(9);
    assertThat(read.part()).containsExactly(1, -1);
    assertThat(read.last()).isTrue();
  }

  @Test
  void read_failure_itsWordsAndItsCausesKind() {
    ParleyException reason =
        new ParleyException("hospital-a: cannot open the store", new KeyException("cannot open"));

    Failure read = (Failure) PluginWire.read(PluginWire.toBytes(new Failure("7", 9, reason)));

    assertThat(read.reason())
        .isInstanceOf(KeyException.class)
        .hasMessage("hospital-a: cannot open the store");
  }

  static Stream<Letter> letters() {
    RoundMessage message =
        new RoundMessage(
            5,
            RoundMessage.Kind.PROTOCOL,
            new byte[] {4, 5},
            List.of(new RoundMessage.Acknowledgement("train/refresh", 1, 2)));
    return Stream.of(
        new Letter(1, "f", Task.SUM, List.of(List.of("a", "b"), List.of("c")), message),
        new Letter(2, "f", Task.END, List.of(List.of()), null));
  }

  @ParameterizedTest
  @MethodSource("letters")
  void readReply_letter_theSame(Letter letter) {
    Reply read = PluginWire.readReply(PluginWire.toBytes(new Reply(letter, true)));

    assertThat(read.hurry()).isTrue();
    assertThat(read.letter()).usingRecursiveComparison().isEqualTo(letter);
  }

  @Test
  void readReply_nothingToDo_noLetter() {
    assertThat(PluginWire.readReply(PluginWire.toBytes(new Reply(null, false))))
        .isEqualTo(new Reply(null, false));
  }

  @Test
  void read_anyPrefix_refused() {
    byte[] bytes = PluginWire.toBytes(hello(PluginCode.here(), "a"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> PluginWire.read(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(ParleyException.class)
          .hasMessageStartingWith("cannot read a message to the driver: ");
    }
  }

  @Test
  void receive_foreignMessages_errorOfJavasOwn() {
    ClusterDriver driver = new ClusterDriver();
    List<Object> foreign = new ArrayList<>(List.of(true, "text", new byte[] {1}));
    foreign.add(new WireWriter().add("NEWS").add("7").toBytes());
    for (Object message : foreign) {
      assertThatThrownBy(() -> driver.receive(message))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot read a message to the driver: ")
          .hasNoCause();
    }
  }

  @Test
  void receive_helloOfAnotherVersion_nobodysHome() {
    SortedMap<String, String> code = new TreeMap<>(PluginCode.here());
    code.put("version", "0.0.9");
    assertRefused(code, "runs another Parley than the driver", ", got version 0.0.9: look for");
  }

  @Test
  void receive_helloOfOtherClasses_nobodysHome() {
    SortedMap<String, String> code = new TreeMap<>(PluginCode.here());
    code.put("parley.mhe", "0".repeat(64));
    assertRefused(
        code,
        "with parley.mhe " + PluginCode.here().get("parley.mhe").substring(0, 16),
        "with parley.mhe 0000000000000000: look for a jar in its");
    code.remove("version");
    assertRefused(code, "runs another Parley", "version unknown");
  }

  private static void assertRefused(SortedMap<String, String> code, String... words) {
    ClusterDriver driver = new ClusterDriver();
    driver.receive(PluginWire.toBytes(hello(code, "a")));
    assertThatThrownBy(() -> Placement.of(driver.executors().live(), List.of("a")))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot place a: executor 7 on host-é ")
        .hasMessageContainingAll(words);
  }

  @Test
  void difference_packageOnOneSideOnly_none() {
    SortedMap<String, String> code = new TreeMap<>(PluginCode.here());
    code.put("parley.other", "1");
    assertThat(PluginCode.difference(code)).isNull();
    code.remove("parley.mhe");
    assertThat(PluginCode.difference(code)).isNull();
  }
}
