package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The power fails at every point of a ledger's life, its opening after such a failure included.
 * Whatever the disk then holds, the ledger opens, has every record that was appended, and goes on.
 */
class LedgerCrashTest {
  private static final int RECORDS = 4;

  /** A disk, and for each number of operations on it how many records were surely there. */
  private record Life(SimulatedDisk disk, List<Integer> kept) {
    void note(int records) {
      while (kept.size() <= disk.operations()) {
        kept.add(kept.isEmpty() ? 0 : kept.get(kept.size() - 1));
      }
      kept.set(disk.operations(), records);
    }
  }

  private static Life life(boolean diskFull) throws IOException {
    Life life = new Life(new SimulatedDisk(LedgerModels.empty()), new ArrayList<>());
    LedgerFile file = LedgerModels.file(life.disk(), new ArrayList<>());
    for (int i = 0; i < RECORDS; i++) {
      if (diskFull && i == 2) {
        life.disk().fillUp(11);
        assertThatThrownBy(() -> file.append(LedgerModels.record(2)))
            .hasMessageContaining("No space left");
        life.disk().fillUp(1 << 20);
      }
      file.append(LedgerModels.record(i));
      life.note(i + 1);
    }
    file.close();
    life.note(RECORDS);
    return life;
  }

  @Test
  void open_afterAnyPowerLoss_keepsWhatWasAppendedAndGoesOn() throws IOException {
    int contents = 0;
    for (Life life : List.of(life(false), life(true))) {
      for (int called = 0; called <= life.disk().operations(); called++) {
        for (byte[] content : life.disk().afterPowerLoss(called)) {
          requireGoesOn(content, life.kept().get(called));
          contents++;
        }
      }
    }
    // The model would show nothing if it had nothing to show.
    assertThat(contents).isGreaterThan(1000);
  }

  private static void requireGoesOn(byte[] content, int kept) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(content);
    List<byte[]> records = new ArrayList<>();
    LedgerFile file = LedgerModels.file(disk, records);
    int opened = disk.operations();
    assertThat(records).hasSizeGreaterThanOrEqualTo(kept);
    file.append(LedgerModels.record(records.size()));
    file.append(LedgerModels.record(records.size() + 1));
    file.close();
    assertThat(LedgerModels.open(new SimulatedDisk(disk.content()))).isEqualTo(records.size() + 2);
    for (int called = 1; called <= opened; called++) {
      for (byte[] again : disk.afterPowerLoss(called)) {
        assertThat(LedgerModels.open(new SimulatedDisk(again))).isGreaterThanOrEqualTo(kept);
      }
    }
  }
}
