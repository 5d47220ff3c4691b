package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

/**
 * A ledger that was closed and then altered by someone without its key either is refused or still
 * has every record.
 */
class LedgerTamperTest {
  private static final int MOST_RECORDS = 4;

  private static void requireAllOrRefused(byte[] altered, int records, Object what)
      throws IOException {
    OptionalInt opened = opened(altered);
    if (opened.isPresent() && opened.getAsInt() != records) {
      throw new AssertionError(
          "opened with " + opened.getAsInt() + " of " + records + " records after " + what);
    }
  }

  private static OptionalInt opened(byte[] content) throws IOException {
    try {
      return OptionalInt.of(LedgerModels.open(new SimulatedDisk(content)));
    } catch (ParleyException refused) {
      return OptionalInt.empty();
    }
  }

  private static void flip(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
  }

  @Test
  void open_unaltered_hasAll() throws IOException {
    for (int records = 0; records <= MOST_RECORDS; records++) {
      assertThat(opened(LedgerModels.closedAfter(records))).hasValue(records);
    }
  }

  @Test
  void open_anyPrefixOrBitFlipped_refusedOrAll() throws IOException {
    for (int records = 0; records <= MOST_RECORDS; records++) {
      byte[] good = LedgerModels.closedAfter(records);
      for (int length = 0; length < good.length; length++) {
        byte[] cut = Arrays.copyOf(good, length);
        assertThat(opened(cut)).as("cut to " + length).isEmpty();
      }
      for (int bit = 0; bit < 8 * good.length; bit++) {
        byte[] altered = good.clone();
        flip(altered, bit);
        requireAllOrRefused(altered, records, "bit " + bit);
      }
    }
  }

  /** The attack: spoil the newest mark and the newest record, and both look as if never written. */
  @Test
  void open_anyBitOfTheMarksAndAnyOfTheLastRecordFlipped_refused() throws IOException {
    byte[] good = LedgerModels.closedAfter(1);
    int lastRecord = LedgerModels.start();
    int marks = lastRecord - 2 * LedgerMark.BYTES;
    for (int mark = 8 * marks; mark < 8 * lastRecord; mark++) {
      flip(good, mark);
      for (int bit = 8 * lastRecord; bit < 8 * good.length; bit++) {
        flip(good, bit);
        if (opened(good).isPresent()) {
          throw new AssertionError("opened after bits " + mark + " and " + bit);
        }
        flip(good, bit);
      }
      flip(good, mark);
    }
  }

  /** Each slot as it is, zero, spoilt, or the other's; the last record whole, cut, half or gone. */
  @Test
  void open_slotsZeroedSpoiltOrSwapped_refusedOrAll() throws IOException {
    for (int records = 0; records <= MOST_RECORDS; records++) {
      byte[] good = LedgerModels.closedAfter(records);
      int shorter = LedgerModels.closedAfter(Math.max(0, records - 1)).length;
      for (int even = 0; even < 4; even++) {
        for (int odd = 0; odd < 4; odd++) {
          for (int length : new int[] {good.length, good.length - 1, shorter + 5, shorter}) {
            byte[] altered = Arrays.copyOf(good, Math.min(good.length, Math.max(length, shorter)));
            spoil(altered, good, 0, even);
            spoil(altered, good, 1, odd);
            requireAllOrRefused(
                altered, records, "slots " + even + ", " + odd + " of " + altered.length);
          }
        }
      }
    }
  }

  private static void spoil(byte[] altered, byte[] good, int slot, int how) {
    int marks = LedgerModels.start() - 2 * LedgerMark.BYTES;
    ByteBuffer out = ByteBuffer.wrap(altered, marks + slot * LedgerMark.BYTES, LedgerMark.BYTES);
    switch (how) {
      case 0 -> {}
      case 1 -> out.put(new byte[LedgerMark.BYTES]);
      case 2 -> out.put((byte) ~good[out.position()]);
      default -> out.put(good, marks + (1 - slot) * LedgerMark.BYTES, LedgerMark.BYTES);
    }
  }
}
