package parley.fl.sealed;

import java.io.IOException;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;
import parley.fl.settings.SiteSettings;
import parley.ml.persist.FittedWriter;

/** Saves a sealed model as {@link FittedWriter} does, unless nobody could use it. */
public final class SealedWriter extends MLWriter {
  private final Params model;
  private final Object fitted;
  private final SiteSettings site;

  /**
   * @param fitted a record
   * @param site where the model's keys are
   */
  public SealedWriter(Params model, Object fitted, SiteSettings site) {
    this.model = model;
    this.fitted = fitted;
    this.site = site;
  }

  /**
   * Asks whether the model can be saved before Spark deletes what it is to overwrite.
   *
   * @throws parley.mhe.party.secret.KeyException where the model's keys are in this process alone
   */
  @Override
  public void save(String path) throws IOException {
    requireUsable(path);
    super.save(path);
  }

  @Override
  public void saveImpl(String path) {
    requireUsable(path);
    FittedWriter writer = new FittedWriter(model, fitted);
    writer.session(sparkSession());
    writer.saveImpl(path);
  }

  private void requireUsable(String path) {
    SealedQuestions.requireUsable(site, path, model.uid(), sparkSession());
  }
}
