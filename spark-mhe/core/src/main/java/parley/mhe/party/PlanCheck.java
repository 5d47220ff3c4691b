package parley.mhe.party;

import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Polynomial;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.plan.AnsweredRequests;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.SumRefresh;

/** Holds a request against the step of the plan that it names, and against the ledger. */
final class PlanCheck implements AnsweredRequests {
  private final PartyPlan plan;
  private final Ledger ledger;
  private final RefreshedOutputs outputs;

  PlanCheck(PartyPlan plan, Ledger ledger, RefreshedOutputs outputs) {
    this.plan = plan;
    this.ledger = ledger;
    this.outputs = outputs;
  }

  /** Refuses what deviates in protocol, numbers, masks, smudging, outputs, carry or source. */
  void require(PlanStep step, CollectiveProtocol request) {
    step.check(request, plan, this);
  }

  /** Refuses an upload whose kind or inputs deviate. */
  void require(UploadStep step, UploadDigest request) {
    UploadRequest.Shape shape = request.shape();
    step.checkShape(
        shape.kind(), shape.values(), shape.limbs(), shape.scale(), shape.stride(), plan);
    step.checkInputs(request.inputs().size());
    request.inputs().forEach(input -> step.checkInput(input.limbs(), input.scale()));
  }

  /** What a later carry of this request must repeat; empty when it cannot be carried. */
  byte[] masks(CollectiveProtocol request, byte[] privateHash) {
    if (request instanceof ConvertingRefresh refresh) {
      return ConvertingStep.masks(refresh, privateHash);
    }
    return request instanceof SumRefresh refresh ? SumRefreshStep.masks(refresh) : Ledger.none();
  }

  @Override
  public boolean at(Place where) {
    return ledger.hasAny(where);
  }

  @Override
  public int openings(String step) {
    return ledger.openings(step);
  }

  @Override
  public int openingsOfRound(Place where) {
    return ledger.openingsOfRound(where);
  }

  @Override
  public @Nullable Masked withId(byte[] id) {
    Ledger.Entry entry = ledger.withId(id);
    return entry == null ? null : new Masked(entry.where.step(), entry.masks);
  }

  @Override
  public boolean gave(MaskedStep source, int round, Polynomial second) {
    return outputs.gave(ledger, source, round, second);
  }
}
