package parley.mhe.party.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import parley.mhe.party.secret.KeyException;

/** A small ledger on a simulated disk. */
final class LedgerModels {
  private static final byte[] KEY =
      "a key of thirty-two bytes, or so".getBytes(StandardCharsets.US_ASCII);
  private static final KeyFile OWNER =
      new KeyFile(KeyFile.VERSION, "a", new byte[32], 0, new byte[0], new byte[0]);

  private LedgerModels() {}

  /** Where the first record begins: behind header and marks. */
  static int start() {
    return empty().length;
  }

  static byte[] empty() {
    return LedgerFile.empty("a", new byte[32], KEY);
  }

  /** Record number i, of one byte. */
  static byte[] record(int i) {
    return new byte[] {(byte) (i + 1)};
  }

  /**
   * Opens it; the numbers of its records must be 0, 1, 2, ...
   *
   * @return how many it has
   * @throws KeyException when it is refused
   */
  static int open(SimulatedDisk disk) throws IOException {
    List<byte[]> records = new ArrayList<>();
    file(disk, records);
    return count(records);
  }

  static LedgerFile file(SimulatedDisk disk, List<byte[]> records) throws IOException {
    return LedgerFile.open(disk, OWNER, KEY.clone(), KEY.clone(), records, KeyException::new);
  }

  private static int count(List<byte[]> records) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).length != 1 || records.get(i)[0] != i + 1) {
        throw new AssertionError("record " + i + " is another one");
      }
    }
    return records.size();
  }

  /** What lies on the disk after so many records and a close. */
  static byte[] closedAfter(int records) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(empty());
    LedgerFile file = file(disk, new ArrayList<>());
    for (int i = 0; i < records; i++) {
      file.append(record(i));
    }
    file.close();
    return disk.content();
  }
}
