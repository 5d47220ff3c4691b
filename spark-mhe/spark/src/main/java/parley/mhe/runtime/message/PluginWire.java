package parley.mhe.runtime.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Failure;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.PluginMessage.Poll;
import parley.mhe.runtime.message.PluginMessage.Progress;
import parley.mhe.runtime.message.PluginMessage.Reply;
import parley.mhe.runtime.message.PluginMessage.Task;
import parley.mhe.vault.RemoteErrors;

/** The plugin's messages as bytes. Stateless. */
public final class PluginWire {
  private static final int MOST = 1 << 20;

  /** The first field of a message. */
  private enum Kind {
    HELLO,
    POLL,
    ANSWER,
    FAILURE
  }

  private PluginWire() {}

  public static byte[] toBytes(PluginMessage message) {
    WireWriter out = new WireWriter();
    if (message instanceof Hello hello) {
      // The first fields stay what they are: an executor of another version is told by them.
      out.add(Kind.HELLO.name()).add(hello.executor()).add(hello.host());
      addTexts(out, hello.claims());
      out.add(hello.code().size());
      hello.code().forEach((name, fingerprint) -> out.add(name).add(fingerprint));
      out.add(hello.pid()).add(hello.cores());
      addTexts(out, hello.problem() == null ? List.of() : List.of(hello.problem()));
    } else if (message instanceof Poll poll) {
      out.add(Kind.POLL.name()).add(poll.executor()).add(poll.seen());
      out.add(poll.progress().size());
      poll.progress()
          .forEach(
              (federation, progress) -> {
                out.add(federation).add(progress.sequence());
                addTexts(out, progress.atWork());
                addTexts(out, progress.answered());
              });
    } else if (message instanceof Answer answer) {
      out.add(Kind.ANSWER.name()).add(answer.executor()).add(answer.letter());
      out.add(answer.part()).add(flag(answer.last()));
    } else if (message instanceof Failure failure) {
      out.add(Kind.FAILURE.name()).add(failure.executor()).add(failure.letter());
      out.add(RemoteErrors.toBytes(failure.reason()));
    }
    return out.toBytes();
  }

  /**
   * The message of {@link #toBytes}.
   *
   * @throws ProtocolException when the bytes are something else
   */
  public static PluginMessage read(byte[] bytes) {
    WireReader in = new WireReader(bytes, "a message to the driver");
    String kind = in.text("kind");
    String executor = in.text("executor");
    PluginMessage message;
    if (kind.equals(Kind.HELLO.name())) {
      return hello(in, executor);
    } else if (kind.equals(Kind.POLL.name())) {
      message = new Poll(executor, in.longInteger("letter"), progress(in));
    } else if (kind.equals(Kind.ANSWER.name())) {
      message =
          new Answer(executor, in.longInteger("letter"), in.bytes("part"), isSet(in, "last part"));
    } else if (kind.equals(Kind.FAILURE.name())) {
      message =
          new Failure(
              executor, in.longInteger("letter"), RemoteErrors.fromBytes(in.bytes("reason")));
    } else {
      throw in.refuse("its kind is unknown, expected one of the plugin's, got " + kind);
    }
    in.end();
    return message;
  }

  /** Of another version only what names it is read: the rest may have another form. */
  private static Hello hello(WireReader in, String executor) {
    String host = in.text("host");
    List<String> claims = texts(in, "claim");
    SortedMap<String, String> code = new TreeMap<>();
    for (int i = in.integer("packages", 0, MOST); i > 0; i--) {
      code.put(in.text("package"), in.text("fingerprint"));
    }
    Hello named = new Hello(executor, host, 0, 1, claims, code, null);
    @Nullable String other = PluginCode.difference(code);
    if (other != null) {
      return named.withProblem(other);
    }
    long pid = in.longInteger("pid");
    int cores = in.integer("cores", 1, MOST);
    List<String> problem = texts(in, "problem");
    in.end();
    return new Hello(
        executor, host, pid, cores, claims, code, problem.isEmpty() ? null : problem.get(0));
  }

  private static Map<String, Progress> progress(WireReader in) {
    Map<String, Progress> all = new TreeMap<>();
    for (int i = in.integer("federations", 0, MOST); i > 0; i--) {
      all.put(
          in.text("federation"),
          new Progress(
              in.longInteger("sequence"), texts(in, "at work"), texts(in, "has answered")));
    }
    return all;
  }

  public static byte[] toBytes(Reply reply) {
    WireWriter out = new WireWriter().add(flag(reply.hurry()));
    Letter letter = reply.letter();
    out.add(flag(letter != null));
    if (letter != null) {
      out.add(letter.number()).add(letter.federation()).add(letter.task().name());
      out.add(letter.groups().size());
      letter.groups().forEach(group -> addTexts(out, group));
      RoundMessage message = letter.message();
      out.add(flag(message != null));
      if (message != null) {
        add(out, message);
      }
    }
    return out.toBytes();
  }

  /**
   * The reply of {@link #toBytes(Reply)}.
   *
   * @throws ProtocolException when the bytes are something else
   */
  public static Reply readReply(byte[] bytes) {
    WireReader in = new WireReader(bytes, "the driver's reply");
    boolean hurry = isSet(in, "hurry");
    Letter letter = isSet(in, "letter") ? letter(in) : null;
    in.end();
    return new Reply(letter, hurry);
  }

  private static Letter letter(WireReader in) {
    long number = in.longInteger("number");
    String federation = in.text("federation");
    Task task = constant(Task.class, in, "task");
    List<List<String>> groups = new ArrayList<>();
    for (int i = in.integer("groups", 0, MOST); i > 0; i--) {
      groups.add(texts(in, "provider"));
    }
    return new Letter(
        number, federation, task, groups, isSet(in, "message") ? roundMessage(in) : null);
  }

  private static void add(WireWriter out, RoundMessage message) {
    out.add(message.sequence()).add(message.kind().name()).add(message.body());
    out.add(message.acknowledged().size());
    message.acknowledged().forEach(a -> out.add(a.step()).add(a.attempt()).add(a.round()));
  }

  private static RoundMessage roundMessage(WireReader in) {
    long sequence = in.longInteger("sequence");
    RoundMessage.Kind kind = constant(RoundMessage.Kind.class, in, "kind");
    byte[] body = in.bytes("body");
    List<RoundMessage.Acknowledgement> acknowledged = new ArrayList<>();
    for (int i = in.integer("acknowledged rounds", 0, MOST); i > 0; i--) {
      acknowledged.add(
          new RoundMessage.Acknowledgement(
              in.text("step"), in.integer("attempt"), in.integer("round")));
    }
    return new RoundMessage(sequence, kind, body, acknowledged);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, WireReader in, String field) {
    String name = in.text(field);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw in.refuse(field + " is unknown, expected one of the plugin's, got " + name);
  }

  private static void addTexts(WireWriter out, List<String> texts) {
    out.add(texts.size());
    texts.forEach(out::add);
  }

  private static List<String> texts(WireReader in, String field) {
    List<String> texts = new ArrayList<>();
    for (int i = in.integer("number of " + field, 0, MOST); i > 0; i--) {
      texts.add(in.text(field));
    }
    return texts;
  }

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }

  private static boolean isSet(WireReader in, String field) {
    return in.integer(field, 0, 1) == 1;
  }
}
