package parley.mhe.party.plan;

import java.util.List;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.RelinearisationRoundOne;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.WireReader;

/**
 * Shares of the session's public keys. Immutable, thread-safe.
 *
 * @param places one object a key
 * @param protocol {@link ProtocolKind#PUBLIC_KEY}, {@link ProtocolKind#RELINEARISATION} or {@link
 *     ProtocolKind#ROTATION}
 * @param automorphisms Galois elements of the rotation keys, that of object k at k; else empty
 */
public record KeyStep(StepPlaces places, ProtocolKind protocol, List<Integer> automorphisms)
    implements PlanStep {
  /**
   * @throws IllegalArgumentException when the automorphisms do not fit
   */
  public KeyStep {
    automorphisms = List.copyOf(automorphisms);
    int expected = protocol == ProtocolKind.ROTATION ? places.objects() : 0;
    if (automorphisms.size() != expected) {
      throw PlanStep.invalid(
          places.name(), "the automorphisms", expected + "", automorphisms.size() + "");
    }
  }

  static KeyStep of(String name, ProtocolKind protocol, List<Integer> automorphisms) {
    int objects = Math.max(1, automorphisms.size());
    return new KeyStep(new StepPlaces(name, 1, objects, MOST_ATTEMPTS), protocol, automorphisms);
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    boolean planned =
        switch (protocol) {
          case PUBLIC_KEY -> request instanceof CollectivePublicKeyGen;
          case RELINEARISATION ->
              request instanceof RelinearisationRoundOne
                  || request instanceof RelinearisationRoundTwo;
          default -> request instanceof RotationKeyGen;
        };
    if (!planned) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    if (request instanceof RelinearisationRoundTwo second) {
      // It belongs to the newest first round; the ledger gives it one place an attempt.
      if (!answered.at(second.transcript().where())) {
        throw StepCheck.refuse(
            this, "the second round", "a first round at " + second.transcript().where(), "none");
      }
    } else if (request instanceof RotationKeyGen rotation) {
      int object = rotation.transcript().where().object();
      if (object < automorphisms.size()) {
        StepCheck.require(
            this, "the automorphism", automorphisms.get(object), rotation.galoisElement());
      }
    }
  }

  @Override
  public List<PlanField> fields() {
    return List.of(new PlanField("automorphisms", automorphisms));
  }

  static KeyStep readFrom(StepPlaces places, ProtocolKind protocol, WireReader in) {
    Integer[] automorphisms = new Integer[in.integer("automorphisms", 0, 1 << 16)];
    for (int i = 0; i < automorphisms.length; i++) {
      automorphisms[i] = in.integer("automorphism");
    }
    return new KeyStep(places, protocol, List.of(automorphisms));
  }
}
