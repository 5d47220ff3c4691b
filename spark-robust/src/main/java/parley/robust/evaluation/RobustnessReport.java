package parley.robust.evaluation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.json.JsonRecords;

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
 * @param notes how the rows came about, such as how many were left out; a sentence each, and none
 *     in reports of before there were any
 */
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
    List<String> warnings,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> notes) {

  /** Takes copies of the lists. */
  public RobustnessReport {
    attacks = List.copyOf(attacks);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** The same with what is known of the model's training and of the rows, behind what is there. */
  public RobustnessReport with(List<String> moreWarnings, List<String> moreNotes) {
    return new RobustnessReport(
        title,
        model,
        features,
        classes,
        rows,
        norm,
        cleanAccuracy,
        cleanLoss,
        attacks,
        certified,
        Stream.concat(warnings.stream(), moreWarnings.stream()).distinct().toList(),
        Stream.concat(notes.stream(), moreNotes.stream()).toList());
  }

  /** The curve of an attack, by its name. */
  public Optional<AttackCurve> attack(String name) {
    return attacks.stream().filter(curve -> curve.attack().equals(name)).findFirst();
  }

  /**
   * The report of {@link #toJson}.
   *
   * @throws parley.error.InvalidDataException if the text is not a report
   */
  public static RobustnessReport fromJson(String json) {
    return JsonRecords.read(json, RobustnessReport.class, "the report");
  }

  /** One line of JSON. */
  public String toJson() {
    return JsonRecords.write(this, "the report");
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
