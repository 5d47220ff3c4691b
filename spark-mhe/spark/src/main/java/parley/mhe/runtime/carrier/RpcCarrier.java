package parley.mhe.runtime.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.Mailbox;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.PluginMessage.Task;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.provider.LetterTask;

/**
 * Rounds through the plugin's RPC: a letter to each executor, which adds its providers' answers up.
 * For small messages: no job has to be scheduled, but each executor gets its letter from the driver
 * itself. Used by one thread at a time.
 */
final class RpcCarrier implements RoundCarrier {
  private final Mailbox mailbox;
  private final String federation;
  private final CkksContext context;

  RpcCarrier(Mailbox mailbox, String federation, CkksContext context) {
    this.mailbox = mailbox;
    this.federation = federation;
    this.context = context;
  }

  @Override
  public PartialSum sum(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    List<PartialSum.Wire> parts =
        exchange(round, Task.SUM, delivery.toMessage(), groups).values().stream()
            .map(LetterTask::readSum)
            .toList();
    return PartialSum.ofWires(context, parts, round.title());
  }

  @Override
  public Map<String, byte[]> gather(
      SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    Map<String, byte[]> answers = new TreeMap<>();
    exchange(round, Task.GATHER, delivery.toMessage(), groups)
        .values()
        .forEach(answer -> answers.putAll(LetterTask.readAnswers(answer)));
    return answers;
  }

  /** Ends the parties at all executors. */
  void end(SparkJobs.Round round, List<ProviderGroup> groups) {
    exchange(round, Task.END, null, groups);
  }

  private Map<String, byte[]> exchange(
      SparkJobs.Round round,
      Task task,
      @Nullable RoundMessage message,
      List<ProviderGroup> groups) {
    round.requireNoLoss();
    Map<String, List<List<String>>> addressees = new TreeMap<>();
    for (ProviderGroup group : groups) {
      addressees
          .computeIfAbsent(group.homeOrThrow().executor(), executor -> new ArrayList<>())
          .add(group.providers());
    }
    Mailbox.Posted posted =
        mailbox.post(
            addressees.keySet(),
            (number, executor) ->
                new Letter(
                    number,
                    federation,
                    task,
                    addressees.getOrDefault(executor, List.of()),
                    message));
    try {
      return posted.answers().get(round.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw round.timedOut(e);
    } catch (InterruptedException e) {
      throw round.interrupted(e);
    } catch (ExecutionException e) {
      throw round.failed(e.getCause() == null ? e : e.getCause());
    } finally {
      mailbox.withdraw(posted.number());
    }
  }
}
