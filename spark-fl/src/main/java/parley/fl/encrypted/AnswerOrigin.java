package parley.fl.encrypted;

import java.util.HexFormat;
import parley.fl.engine.SealedAnswers;
import parley.mhe.party.PartyPlan;

/** Says where sealed answers come from. Stateless and thread-safe. */
final class AnswerOrigin {
  private AnswerOrigin() {}

  /**
   * The origin of answers of a session.
   *
   * @param model digest of the sealed model, empty for weights
   * @param request digest of what was asked
   */
  static SealedAnswers.Origin of(OpenSession session, String model, String request) {
    PartyPlan plan = session.federation().plan();
    HexFormat hex = HexFormat.of();
    return new SealedAnswers.Origin(
        hex.formatHex(session.federation().sessionId()),
        plan.arguments().getOrDefault(TrainingSession.TRAINING_PLAN, ""),
        model,
        request,
        session.querier().name(),
        hex.formatHex(session.querier().publicKey().fingerprint()));
  }
}
