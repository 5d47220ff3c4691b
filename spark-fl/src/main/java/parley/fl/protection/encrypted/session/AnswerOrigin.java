package parley.fl.protection.encrypted.session;

import java.util.HexFormat;
import parley.fl.protection.SealedAnswers;
import parley.mhe.party.plan.PartyPlan;

/** Says where sealed answers come from. Stateless and thread-safe. */
public final class AnswerOrigin {
  private AnswerOrigin() {}

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
        LinearTerms.trainingPlan(plan.arguments()),
        model,
        request,
        session.querier().name(),
        hex.formatHex(session.querier().publicKey().fingerprint()));
  }
}
