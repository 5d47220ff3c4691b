package parley.mhe.runtime.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.status.KVUtils;
import org.apache.spark.util.JsonProtocol;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.junit.jupiter.api.Test;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.runtime.session.RoundRecord;
import scala.Option;

/** Events as Spark writes them, what the tab makes of them, and its page. */
class FederationListenerTest {
  private static final FederationBegun BEGUN =
      new FederationBegun(1, "ab12", "logistic/3", List.of("a", "b", "c"), true, 1_000);

  private static FederationRound round(int number, double seconds, Double left) {
    return new FederationRound(
        1, "train/refresh", "sum-refresh", true, number, 9, seconds, 500, 70, "no one", left);
  }

  @Test
  void json_eachEvent_comesBackAsSparkReadsIt() {
    for (SparkListenerEvent event :
        List.of(BEGUN, round(2, .5, 7.25), round(0, .5, null), new FederationEnded(1, 3_500))) {
      String json = JsonProtocol.sparkEventToJsonString(event);
      assertThat(JsonProtocol.sparkEventFromJson(json)).isEqualTo(event);
    }
  }

  @Test
  void json_eventOfALaterVersion_isReadWithoutWhatIsNew() {
    String json = JsonProtocol.sparkEventToJsonString(new FederationEnded(1, 3_500));
    assertThat(JsonProtocol.sparkEventFromJson(json.replace("{", "{\"more\":1,")))
        .isEqualTo(new FederationEnded(1, 3_500));
  }

  @Test
  void view_inTheStoreOfAHistoryServer_comesBackAsItWas() throws Exception {
    var serializer = new KVUtils.KVStoreScalaSerializer();
    FederationView view =
        FederationView.of(BEGUN).with(round(0, .5, null)).with(new FederationEnded(1, 3_500));
    assertThat(serializer.deserialize(serializer.serialize(view), FederationView.class))
        .isEqualTo(view);
  }

  @Test
  void listener_roundsOfAStep_areAddedUp() throws Exception {
    InMemoryStore store = new InMemoryStore();
    FederationListener listener = new FederationListener(store);
    listener.onOtherEvent(BEGUN);
    listener.onOtherEvent(round(0, .5, null));
    listener.onOtherEvent(round(1, .25, 4.0));
    FederationView view = store.read(FederationView.class, 1);
    assertThat(view.steps())
        .containsExactly(
            new StepView("train/refresh", "sum-refresh", true, "no one", 2, 2, 9, .75, 1000, 140));
    assertThat(FederationHtml.of(List.of(view)))
        .contains("open, last train/refresh, round 2 of 9, about 4 s left");
    listener.onOtherEvent(new FederationEnded(1, 3_500));
    assertThat(FederationHtml.of(List.of(store.read(FederationView.class, 1))))
        .contains("ended after 2.5 s")
        .doesNotContain("left");
  }

  @Test
  void listener_manyFederations_keepsTheLast() throws Exception {
    InMemoryStore store = new InMemoryStore();
    FederationListener listener = new FederationListener(store);
    for (int i = 1; i <= FederationListener.MOST_FEDERATIONS + 2; i++) {
      listener.onOtherEvent(new FederationBegun(i, "", "sum/1", List.of(), true, 0));
    }
    listener.onOtherEvent(round(0, 1, null)); // of the first, which nobody shows any more
    List<Integer> kept = new ArrayList<>();
    store.view(FederationView.class).forEach(view -> kept.add(view.number()));
    assertThat(kept).hasSize(FederationListener.MOST_FEDERATIONS).startsWith(3);
  }

  @Test
  void listener_endOfTheApplication_endsWhatIsOpenStill() throws Exception {
    InMemoryStore store = new InMemoryStore();
    FederationListener listener = new FederationListener(store);
    listener.onOtherEvent(BEGUN);
    listener.onOtherEvent(new FederationBegun(2, "", "sum/1", List.of(), true, 1_000));
    listener.onOtherEvent(new FederationEnded(2, 2_000));
    listener.onApplicationEnd(new SparkListenerApplicationEnd(9_000, Option.empty()));
    assertThat(store.read(FederationView.class, 1).ended()).isEqualTo(9_000);
    assertThat(store.read(FederationView.class, 2).ended()).isEqualTo(2_000);
  }

  @Test
  void html_namesWithMarkup_areText() {
    FederationView view =
        FederationView.of(
            new FederationBegun(
                1, "s", "<script>", List.of("<img src=x onerror=alert(1)>"), false, 0));
    assertThat(FederationHtml.of(List.of(view)))
        .contains("&lt;script&gt;", "&lt;img src=x")
        .doesNotContain("<script", "<img");
  }

  @Test
  void timeLeft_iterationsOfATraining_isByThoseSoFar() {
    TimeLeft left = new TimeLeft(10);
    assertThat(left.after(record("keys/public", 0, 1), 1)).isNull();
    assertThat(left.after(record("train/map", 0, 10), 6)).isNull();
    // From 5 s on, as the first round took one, two iterations took 8 s: eight more take 32 s.
    assertThat(left.after(record("train/map", 2, 10), 13)).isEqualTo(32);
    assertThat(left.after(record("train/look", 3, 4), 14)).isNull();
    assertThat(left.after(record("model/open", 0, 1), 40)).isNull();
  }

  @Test
  void timeLeft_trainingThatWasResumed_countsItsOwnIterations() {
    TimeLeft left = new TimeLeft(10);
    left.after(record("train/map", 6, 10), 1);
    assertThat(left.after(record("train/map", 8, 10), 5)).isEqualTo(5);
  }

  private static RoundRecord record(String step, int round, int rounds) {
    return new RoundRecord(
        step, ProtocolKind.UPLOAD, round, rounds, 1, 0, 0, 0, 0, Opens.NOTHING, 0, 0, "", 0);
  }

  @Test
  void guarded_otherClassesOfSpark_isOneLine() {
    assertThatCode(
            () ->
                FederationTabs.guarded(
                    () -> {
                      throw new NoSuchMethodError("UIUtils.headerSparkPage");
                    }))
        .doesNotThrowAnyException();
  }
}
