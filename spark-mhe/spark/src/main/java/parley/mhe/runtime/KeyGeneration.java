package parley.mhe.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.RelinearisationRoundOne;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.Session;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.session.SessionKeys;

/** Makes the keys that a plan asks for, one after another. Stateless. */
final class KeyGeneration {
  private KeyGeneration() {}

  /** The session's keys; the caller owns them. */
  static SessionKeys run(Rounds rounds, PartyPlan plan, Session session) {
    List<AutoCloseable> made = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      PublicKey publicKey = publicKey(rounds, session);
      made.add(publicKey);
      SwitchingKey relinearisation = relinearisation(rounds, plan, session);
      if (relinearisation != null) {
        made.add(relinearisation);
      }
      Map<Integer, SwitchingKey> rotations = new TreeMap<>();
      for (int object = 0; object < plan.automorphisms().size(); object++) {
        SwitchingKey key = rotation(rounds, plan, session, object);
        made.add(key);
        rotations.put(plan.automorphisms().get(object), key);
      }
      if (!rotations.isEmpty()) {
        rounds.acknowledge(Place.of(PartyPlan.ROTATION));
      }
      SessionKeys keys = new SessionKeys(session.context(), publicKey, relinearisation, rotations);
      made.clear();
      return keys;
    } finally {
      made.forEach(KeyGeneration::close);
    }
  }

  private static PublicKey publicKey(Rounds rounds, Session session) {
    Place where = Place.of(PartyPlan.PUBLIC_KEY);
    try (CollectivePublicKeyGen request = CollectivePublicKeyGen.of(session, where)) {
      PublicKey key = rounds.ask(request, 0, request::finalise);
      rounds.acknowledge(where);
      return key;
    }
  }

  private static @Nullable SwitchingKey relinearisation(
      Rounds rounds, PartyPlan plan, Session session) {
    if (!plan.has(PartyPlan.RELINEARISATION)) {
      return null;
    }
    Place where = Place.of(PartyPlan.RELINEARISATION);
    try (RelinearisationRoundOne first = RelinearisationRoundOne.of(session, where);
        PartialSum sum = rounds.ask(first, 0);
        RelinearisationRoundTwo second = first.secondRound(sum.share())) {
      int polynomials = 2 * session.context().digits();
      SwitchingKey key = rounds.ask(second, polynomials, second::finalise);
      rounds.acknowledge(where);
      return key;
    }
  }

  private static SwitchingKey rotation(Rounds rounds, PartyPlan plan, Session session, int object) {
    Place where = Place.of(PartyPlan.ROTATION).withObject(object);
    int element = plan.automorphisms().get(object);
    try (RotationKeyGen request = RotationKeyGen.ofGaloisElement(session, where, element)) {
      return rounds.ask(request, 0, request::finalise);
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a key does not throw", e);
    }
  }
}
