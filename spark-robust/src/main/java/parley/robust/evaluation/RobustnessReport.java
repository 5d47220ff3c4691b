package parley.robust.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.mhe.ParleyException;

/**
 * How robust a model was found to be. Immutable, so safe for use by several threads.
 *
 * @param title what was evaluated
 * @param model what the model is, in words
 * @param features length of a row
 * @param classes number of classes
 * @param rows how many were attacked
 * @param norm of all perturbations: linf, l2 or l1
 * @param cleanAccuracy share of rows that the model gets right as they are
 * @param cleanLoss mean loss of the rows as they are; null where the model has none
 * @param attacks a curve an attack
 * @param certified what is proved; null where nothing was certified
 * @param warnings what the reader should know before trusting the figures
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RobustnessReport(
    String title,
    String model,
    int features,
    int classes,
    long rows,
    String norm,
    double cleanAccuracy,
    @Nullable Double cleanLoss,
    List<AttackCurve> attacks,
    @Nullable CertifiedCurve certified,
    List<String> warnings) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes copies of the lists. */
  public RobustnessReport {
    attacks = List.copyOf(attacks);
    warnings = List.copyOf(warnings);
  }

  /** The curve of an attack, by its name. */
  public Optional<AttackCurve> attack(String name) {
    return attacks.stream().filter(curve -> curve.attack().equals(name)).findFirst();
  }

  /**
   * The report of {@link #toJson}.
   *
   * @throws ParleyException if the text is not a report
   */
  public static RobustnessReport fromJson(String json) {
    try {
      return JSON.readValue(json, RobustnessReport.class);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot read the report: " + e.getOriginalMessage(), e);
    }
  }

  /** One line of JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot write the report: " + e.getOriginalMessage(), e);
    }
  }

  /** One HTML page that needs nothing else. */
  public String toHtml() {
    return RobustnessPage.of(this);
  }

  /** Several lines for a terminal, the last without a line end. */
  public String toText() {
    return RobustnessText.of(this);
  }
}
