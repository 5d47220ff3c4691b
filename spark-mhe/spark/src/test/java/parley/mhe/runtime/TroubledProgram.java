package parley.mhe.runtime;

import java.math.BigInteger;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.SessionKeys;

/** A program with which something goes wrong before it answers. */
final class TroubledProgram implements LocalProgram {
  private final LocalProgram program;
  private final Runnable trouble;

  TroubledProgram(LocalProgram program, Runnable trouble) {
    this.program = program;
    this.trouble = trouble;
  }

  @Override
  public List<Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    trouble.run();
    return program.step(keys, step, round, inputs, args);
  }

  @Override
  public BigInteger[] sums(String step, byte[] args) {
    trouble.run();
    return program.sums(step, args);
  }

  @Override
  public byte[] privateInputHash() {
    return program.privateInputHash();
  }
}
