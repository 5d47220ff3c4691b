package parley.mhe.runtime.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.spark.util.kvstore.KVIndex;
import org.jspecify.annotations.Nullable;

/**
 * One federation as the tab shows it, kept in the store of Spark's UI: JSON, where the history
 * server keeps it on disk. Immutable, thread-safe.
 *
 * @param number in its application, from 1
 * @param session hex of the session's id
 * @param algorithm of the plan
 * @param providers sorted names
 * @param simulated whether all providers live in the driver's process
 * @param begun milliseconds since 1970
 * @param ended milliseconds since 1970; null while it runs
 * @param steps in the order of their first requests
 * @param last name of the last step that was asked; null before the first
 * @param secondsLeft of the training, as of the last request; null where nobody can say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FederationView(
    int number,
    String session,
    String algorithm,
    List<String> providers,
    boolean simulated,
    long begun,
    @Nullable Long ended,
    List<StepView> steps,
    @Nullable String last,
    @Nullable Double secondsLeft) {

  FederationView {
    providers = List.copyOf(providers);
    steps = List.copyOf(steps);
  }

  /** Before the first request. */
  static FederationView of(FederationBegun event) {
    return new FederationView(
        event.federation(),
        event.session(),
        event.algorithm(),
        event.providers(),
        event.simulated(),
        event.time(),
        null,
        List.of(),
        null,
        null);
  }

  /** The key in Spark's store. */
  @Override
  @KVIndex
  public int number() {
    return number;
  }

  /** After one more request. */
  FederationView with(FederationRound event) {
    List<StepView> after = new ArrayList<>(steps);
    int place = 0;
    while (place < after.size() && !after.get(place).name().equals(event.step())) {
      place++;
    }
    if (place == after.size()) {
      after.add(StepView.of(event));
    } else {
      after.set(place, after.get(place).with(event));
    }
    return new FederationView(
        number,
        session,
        algorithm,
        providers,
        simulated,
        begun,
        ended,
        after,
        event.step(),
        event.secondsLeft());
  }

  /** After its end. */
  FederationView with(FederationEnded event) {
    return new FederationView(
        number, session, algorithm, providers, simulated, begun, event.time(), steps, last, null);
  }

  /** The sum of a figure over the steps that are asked for. */
  long sum(Predicate<StepView> which, ToLongFunction<StepView> figure) {
    return steps.stream().filter(which).mapToLong(figure).sum();
  }
}
