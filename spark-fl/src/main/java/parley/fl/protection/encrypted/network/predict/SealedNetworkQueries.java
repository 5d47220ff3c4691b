package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.kind.Queries;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;

/**
 * Rows that the querier sealed elsewhere. What can be seen of ciphertexts is checked: ring, limbs,
 * scale and number. For one thread; the context stays the caller's.
 */
public final class SealedNetworkQueries implements Queries {
  private final CkksContext context;
  private final PredictionLayout layout;
  private final SealedRows sealed;

  /**
   * Questions of sealed rows.
   *
   * @param model digest of the model that is asked
   * @throws InvalidDataException when they are sealed for another model or lie otherwise
   */
  public SealedNetworkQueries(
      CkksContext context, PredictionLayout layout, String model, SealedRows sealed) {
    this.context = context;
    this.layout = layout;
    this.sealed = sealed;
    if (!sealed.model().equals(model)) {
      throw new InvalidDataException(
          "cannot predict: the rows are sealed for another model, expected "
              + model
              + ", got "
              + sealed.model());
    }
    if (sealed.rowsPerBlock() != layout.rows()) {
      throw new InvalidDataException(
          "cannot predict: the sealed rows lie otherwise, expected "
              + layout.rows()
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
    if (bytes.size() != layout.polynomials()) {
      throw refuse(layout.polynomials() + " ciphertexts a block", bytes.size());
    }
    List<Ciphertext> out = new ArrayList<>();
    try {
      for (byte[] one : bytes) {
        Ciphertext ciphertext = Ciphertext.fromBytes(context, one);
        out.add(ciphertext);
        if (ciphertext.size() != 2
            || ciphertext.limbs() != PredictionLevels.LIMBS
            || ciphertext.scale() != PredictionLevels.QUERY_SCALE) {
          throw refuse(
              "2 polynomials of " + PredictionLevels.LIMBS + " limbs at the questions' scale",
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
