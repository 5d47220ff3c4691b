package parley.fl.protection.encrypted.kind;

import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.protection.SealedRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;

/**
 * Rows that the querier sealed elsewhere. What can be seen of ciphertexts is checked: ring, limbs,
 * scale and number. For one thread; the context stays the caller's.
 */
public final class SealedQueries implements Queries {
  /**
   * What a block of questions is made of.
   *
   * @param rows of a block
   * @param ciphertexts of a block
   * @param limbs of each
   * @param scale of each
   * @param scaleName whose scale it is, for messages
   */
  public record Form(int rows, int ciphertexts, int limbs, double scale, String scaleName) {}

  private final CkksContext context;
  private final Form form;
  private final SealedRows sealed;

  /**
   * Questions of sealed rows.
   *
   * @throws InvalidDataException when they lie otherwise
   */
  public SealedQueries(CkksContext context, Form form, SealedRows sealed) {
    this.context = context;
    this.form = form;
    this.sealed = sealed;
    if (sealed.rowsPerBlock() != form.rows()) {
      throw new InvalidDataException(
          "cannot predict: the sealed rows lie otherwise, expected "
              + form.rows()
              + " rows a block, got "
              + sealed.rowsPerBlock());
    }
  }

  @Override
  public int rows() {
    return sealed.rows().size();
  }

  @Override
  public int rowsPerBlock() {
    return sealed.rowsPerBlock();
  }

  @Override
  public List<Ciphertext> block(int block) {
    List<byte[]> bytes = sealed.blocks().get(block);
    if (bytes.size() != form.ciphertexts()) {
      throw refuse(form.ciphertexts() + " ciphertexts a block", bytes.size());
    }
    List<Ciphertext> out = new ArrayList<>();
    try {
      for (byte[] one : bytes) {
        Ciphertext ciphertext = Ciphertext.fromBytes(context, one);
        out.add(ciphertext);
        if (ciphertext.size() != 2
            || ciphertext.limbs() != form.limbs()
            || ciphertext.scale() != form.scale()) {
          throw refuse(
              "2 polynomials of " + form.limbs() + " limbs at the " + form.scaleName() + " scale",
              ciphertext);
        }
      }
      return out;
    } catch (RuntimeException e) {
      out.forEach(Ciphertext::close);
      throw e;
    }
  }

  private static InvalidDataException refuse(String expected, Object got) {
    return new InvalidDataException(
        "cannot predict: the sealed rows do not fit the model, expected "
            + expected
            + ", got "
            + got);
  }
}
