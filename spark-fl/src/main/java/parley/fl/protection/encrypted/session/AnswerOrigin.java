package parley.fl.protection.encrypted.session;

import java.util.HexFormat;
import java.util.Map;
import parley.fl.protection.SealedAnswers;
import parley.mhe.party.plan.PartyPlan;

/** Says where sealed answers come from. Stateless and thread-safe. */
public final class AnswerOrigin {
  /** The argument of a plan that has the digest of the plan file that was followed. */
  public static final String TRAINING_PLAN = "trainingPlan";

  private AnswerOrigin() {}

  /** Digest of the plan file that a plan says was followed; empty for none. */
  public static String trainingPlan(Map<String, String> arguments) {
    return arguments.getOrDefault(TRAINING_PLAN, "");
  }

  /**
   * The origin of answers of a session.
   *
   * @param model digest of the sealed model, empty for weights
   * @param request digest of what was asked
   */
  public static SealedAnswers.Origin of(OpenSession session, String model, String request) {
    PartyPlan plan = session.federation().plan();
    HexFormat hex = HexFormat.of();
    return new SealedAnswers.Origin(
        hex.formatHex(session.federation().sessionId()),
        trainingPlan(plan.arguments()),
        model,
        request,
        session.querier().name(),
        hex.formatHex(session.querier().publicKey().fingerprint()));
  }
}
