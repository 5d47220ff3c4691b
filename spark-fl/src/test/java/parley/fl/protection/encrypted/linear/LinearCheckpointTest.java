package parley.fl.protection.encrypted.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.fl.activation.Schedule.Look;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.RoundRecord;

/** A checkpoint's bytes. */
class LinearCheckpointTest {
  private static byte[] bytes() {
    return bytes(LabelScale.NONE);
  }

  private static byte[] bytes(LabelScale labels) {
    return new LinearCheckpoint(
            1,
            3,
            Standardization.of(new double[] {1, 2}, new double[] {3, 1}, List.of(1), 5),
            labels,
            new double[] {10, 10, .5},
            List.of(new byte[] {1, 2, 3}, new byte[0]),
            new byte[] {4},
            List.of(
                new RoundRecord(
                    "train/refresh",
                    ProtocolKind.SUM_REFRESH,
                    2,
                    5,
                    .25,
                    10,
                    20,
                    4,
                    8,
                    Opens.NOTHING,
                    0,
                    0,
                    "ab",
                    0)),
            List.of(new Reading(2, .5, .1)),
            List.of(new Look(1, 3, -4)))
        .toBytes();
  }

  @Test
  void fromBytes_whatWasWritten_theSameBytes() {
    LinearCheckpoint read = LinearCheckpoint.fromBytes(bytes());
    assertThat(read.toBytes()).isEqualTo(bytes());
    assertThat(read.scaling().constantFeatures()).containsExactly(1);
  }

  @Test
  void fromBytes_withTheLabelsScale_theSameBytes() {
    LabelScale labels = new LabelScale(3, 2, 2, 3, 2);
    LinearCheckpoint read = LinearCheckpoint.fromBytes(bytes(labels));
    assertThat(read.labels()).isEqualTo(labels);
    assertThat(read.nextAttempt().labels()).isEqualTo(labels);
    assertThat(read.toBytes()).isEqualTo(bytes(labels)).isNotEqualTo(bytes());
  }

  /** Trainings that an earlier build saved go on. */
  @Test
  void toBytes_format_isThatOfVersion3() {
    assertThat(HexFormat.of().formatHex(WireWriter.sha256Digest().digest(bytes())))
        .isEqualTo("a25bf9178d4cbb0bf79758011762fc5d449086578ce222c1388b25c51fa5148b");
  }

  @Test
  void fromBytes_anyMutation_readOrRefusedAsOurs() {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = bytes();
      for (int k = random.nextInt(3); k >= 0; k--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextInt(3) - 1);
      }
      try {
        LinearCheckpoint.fromBytes(changed);
      } catch (ParleyException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
