package parley.fl.family.constant;

import java.util.List;
import parley.fl.protection.encrypted.checkpoint.RoundRecords;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.RoundRecord;

/** Before the one iteration, with the opened row count. */
record ConstantState(int attempt, double count, List<RoundRecord> rounds) implements SavedState {
  private static final String MAGIC = "toy/constant-state/1";

  static ConstantState read(byte[] bytes) {
    WireReader in = new WireReader(bytes, "checkpoint");
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC);
    }
    return new ConstantState(in.integer("attempt"), in.number("rows"), RoundRecords.read(in));
  }

  @Override
  public int iteration() {
    return 0;
  }

  @Override
  public ConstantState nextAttempt() {
    return new ConstantState(attempt + 1, count, rounds);
  }

  @Override
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(attempt).add(count);
    RoundRecords.write(out, rounds);
    return out.toBytes();
  }
}
