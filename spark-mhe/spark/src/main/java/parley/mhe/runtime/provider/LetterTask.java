package parley.mhe.runtime.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import parley.error.ParleyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.PluginMessage;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.RoundMessage;

/** What an executor does with a letter, and the form of its answer. Stateless. */
public final class LetterTask {
  /** Far below Spark's limit for one message, 128 MiB by default. */
  private static final int PART_BYTES = 16 << 20;

  private LetterTask() {}

  /** The answer in parts. */
  public static List<Answer> answer(String executor, Letter letter)
      throws IOException, InterruptedException {
    byte[] body =
        switch (letter.task()) {
          case SUM -> sum(letter);
          case GATHER -> gather(letter);
          case END -> {
            Endpoints.remove(letter.federation());
            yield new byte[0];
          }
        };
    List<Answer> parts = new ArrayList<>();
    for (int from = 0; from == 0 || from < body.length; from += PART_BYTES) {
      int to = Math.min(body.length, from + PART_BYTES);
      byte[] part = Arrays.copyOfRange(body, from, to);
      parts.add(new Answer(executor, letter.number(), part, to == body.length));
    }
    return parts;
  }

  private static byte[] sum(Letter letter) throws InterruptedException {
    RoundTask task = task(letter);
    ExecutorService threads = Executors.newFixedThreadPool(letter.groups().size());
    try {
      List<Future<PartialSum>> answers = new ArrayList<>();
      letter.groups().forEach(group -> answers.add(threads.submit(() -> task.sum(group))));
      try (PartialSum sum = PartialSum.sum(all(answers))) {
        return write(sum.toWire());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** All results, or the first error; then those that are there are freed. */
  private static List<PartialSum> all(List<Future<PartialSum>> answers)
      throws InterruptedException {
    List<PartialSum> sums = new ArrayList<>();
    Throwable error = null;
    for (Future<PartialSum> answer : answers) {
      try {
        sums.add(answer.get());
      } catch (ExecutionException e) {
        error = e.getCause();
      }
    }
    if (error == null) {
      return sums;
    }
    sums.forEach(PartialSum::close);
    if (error instanceof RuntimeException known) {
      throw known;
    }
    throw new ParleyException("cannot add up answers: " + error, error);
  }

  private static byte[] gather(Letter letter) {
    RoundTask task = task(letter);
    List<String> providers = letter.groups().stream().flatMap(List::stream).toList();
    WireWriter out = new WireWriter().add(providers.size());
    providers.forEach(provider -> out.add(provider).add(task.answer(provider)));
    return out.toBytes();
  }

  private static RoundTask task(Letter letter) {
    RoundMessage message = Objects.requireNonNull(letter.message());
    return new RoundTask(letter.federation(), message.sequence(), () -> message);
  }

  static byte[] write(PartialSum.Wire wire) {
    WireWriter out =
        new WireWriter()
            .add(wire.isShare() ? 1 : 0)
            .add(wire.largest())
            .add(wire.body())
            .add(wire.checksum())
            .add(wire.providers().size());
    wire.providers().forEach(out::add);
    return out.toBytes();
  }

  /** Back from the answer to {@link PluginMessage.Task#SUM}. */
  public static PartialSum.Wire readSum(byte[] bytes) {
    WireReader in = new WireReader(bytes, "sum of answers");
    boolean share = in.integer("kind", 0, 1) == 1;
    long largest = in.longInteger("bytes");
    byte[] body = in.bytes("sum");
    int checksum = in.integer("checksum");
    List<String> providers = new ArrayList<>();
    for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
      providers.add(in.text("provider"));
    }
    in.end();
    return new PartialSum.Wire(share, body, largest, providers, checksum);
  }

  /** Back from the answer to {@link PluginMessage.Task#GATHER}. */
  public static Map<String, byte[]> readAnswers(byte[] bytes) {
    WireReader in = new WireReader(bytes, "answers");
    Map<String, byte[]> answers = new TreeMap<>();
    for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
      answers.put(in.text("provider"), in.bytes("answer"));
    }
    in.end();
    return answers;
  }
}
