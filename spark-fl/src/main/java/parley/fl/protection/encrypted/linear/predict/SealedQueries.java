package parley.fl.protection.encrypted.linear.predict;

import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.packing.QueryEncoder;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;

/**
 * Rows that the querier sealed elsewhere. What can be seen of ciphertexts is checked: ring, limbs,
 * scale and number. For one thread; the context stays the caller's.
 */
public final class SealedQueries implements Queries {
  private final CkksContext context;
  private final Layout layout;
  private final SealedRows sealed;

  /**
   * @param plan what the providers of the model accepted
   * @param model digest of the model that is asked
   * @throws InvalidDataException when they are sealed for another model, or an opening of it
   *     carries fewer rows than there is room for and no one could tell that only these are filled
   */
  public SealedQueries(CkksContext context, PartyPlan plan, String model, SealedRows sealed) {
    this.context = context;
    this.layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    this.sealed = sealed;
    if (!sealed.model().equals(model)) {
      throw new InvalidDataException(
          "cannot predict: the rows are sealed for another model, expected "
              + model
              + ", got "
              + sealed.model());
    }
    int most = MarginPrediction.rowsPerOpening(plan, layout);
    if (layout.packing() == Packing.DIAGONAL && most < layout.rowsPerBlock()) {
      throw new InvalidDataException(
          "cannot predict with sealed rows: the model was trained for "
              + most
              + " rows an opening, and nobody but the querier can tell how many slots of a sealed"
              + " block are filled; expected a model without --rows-per-opening, or rows in clear");
    }
    if (sealed.rowsPerBlock() != most) {
      throw new InvalidDataException(
          "cannot predict: the sealed rows lie otherwise, expected "
              + most
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
    if (bytes.size() != QueryEncoder.ciphertexts(layout)) {
      throw refuse(QueryEncoder.ciphertexts(layout) + " ciphertexts a block", bytes.size());
    }
    List<Ciphertext> out = new ArrayList<>();
    try {
      for (byte[] one : bytes) {
        Ciphertext ciphertext = Ciphertext.fromBytes(context, one);
        out.add(ciphertext);
        if (ciphertext.size() != 2
            || ciphertext.limbs() != layout.modelLimbs()
            || ciphertext.scale() != Layout.modelScale()) {
          throw refuse(
              "2 polynomials of " + layout.modelLimbs() + " limbs at the model's scale",
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
