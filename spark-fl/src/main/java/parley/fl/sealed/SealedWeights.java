package parley.fl.sealed;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;

/**
 * A sealed model as JSON holds it.
 *
 * @param features number of them
 * @param intercept whether the last weight is one
 * @param mean what is subtracted from features
 * @param scale what they are divided by
 * @param clip largest absolute value after
 * @param ciphertexts the weights
 * @param session to go on with
 * @param attributes small public facts
 * @param checksum of all that, by which damage is found
 */
public record SealedWeights(
    int features,
    boolean intercept,
    double[] mean,
    double[] scale,
    double clip,
    List<byte[]> ciphertexts,
    byte[] session,
    Map<String, String> attributes,
    byte[] checksum) {

  /** A model's parts. */
  public static SealedWeights of(SealedModel model) {
    Standardization scaling = model.standardization();
    return new SealedWeights(
        model.features(),
        model.intercept(),
        scaling.mean(),
        scaling.scale(),
        scaling.clip(),
        model.ciphertexts(),
        model.session(),
        new TreeMap<>(model.attributes()),
        model.checksum());
  }

  /**
   * The model again.
   *
   * @throws ParleyException if it contradicts itself or was altered
   */
  public SealedModel model() {
    if (mean.length != features || scale.length != features) {
      throw new ParleyException(
          "cannot load the model: it contradicts itself, expected "
              + features
              + " means and scales, got "
              + mean.length
              + " and "
              + scale.length);
    }
    SealedModel model =
        new SealedModel(
            features,
            intercept,
            Standardization.of(mean, scale, clip),
            List.copyOf(ciphertexts),
            session,
            attributes);
    if (!MessageDigest.isEqual(model.checksum(), checksum)) {
      throw new ParleyException(
          "cannot load the model: it was altered, expected its checksum, got another");
    }
    return model;
  }
}
