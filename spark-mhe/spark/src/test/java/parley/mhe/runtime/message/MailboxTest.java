package parley.mhe.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.PluginMessage.Task;

class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  private Mailbox.Posted post(String... executors) {
    return mailbox.post(
        List.of(executors),
        (number, executor) ->
            new Letter(number, "f", Task.SUM, List.of(List.of("of " + executor)), null));
  }

  @Test
  void fetch_letter_onlyByItsAddresseeUntilSeen() {
    long number = post("0", "1").number();
    Letter letter = mailbox.fetch("1", 0);
    assertThat(letter).isNotNull();
    assertThat(letter.groups()).containsExactly(List.of("of 1"));
    assertThat(mailbox.fetch("2", 0)).isNull();
    assertThat(mailbox.fetch("1", number)).isNull();
    assertThat(mailbox.hurry()).isTrue();
  }

  @Test
  void answer_inParts_completeWhenAllHaveAnswered() {
    Mailbox.Posted posted = post("0", "1");
    mailbox.answer(new Answer("0", posted.number(), new byte[] {1}, false));
    mailbox.answer(new Answer("0", posted.number(), new byte[] {2}, true));
    assertThat(posted.answers()).isNotDone();
    mailbox.answer(new Answer("7", posted.number(), new byte[] {9}, true));
    mailbox.answer(new Answer("1", posted.number(), new byte[] {3}, true));
    assertThat(posted.answers().join().get("0")).containsExactly(1, 2);
    assertThat(posted.answers().join().get("1")).containsExactly(3);
    assertThat(posted.answers().join()).hasSize(2);
  }

  @Test
  void lost_executorThatHasNotAnswered_failsAtOnce() {
    Mailbox.Posted posted = post("0", "1");
    mailbox.answer(new Answer("0", posted.number(), new byte[0], true));
    mailbox.lost("0", new ParleyException("gone"));
    assertThat(posted.answers()).isNotDone();
    mailbox.lost("1", new ParleyException("gone"));
    assertThatThrownBy(() -> posted.answers().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void answer_withdrawnLetter_dropped() {
    Mailbox.Posted posted = post("0");
    mailbox.withdraw(posted.number());
    mailbox.answer(new Answer("0", posted.number(), new byte[0], true));
    assertThat(posted.answers()).isNotDone();
    assertThat(mailbox.fetch("0", 0)).isNull();
  }
}
