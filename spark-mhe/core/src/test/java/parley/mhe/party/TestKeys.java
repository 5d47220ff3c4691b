package parley.mhe.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.CommonString;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.Session;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Public keys of a session as someone would make them who knows one secret and wants to read what
 * is encrypted to it: the common strings are right, the sums are his own.
 */
public final class TestKeys implements AutoCloseable {
  public final PublicKey publicKey;
  public final @Nullable SwitchingKey relinearisationKey;
  public final Map<Integer, SwitchingKey> rotationKeys = new TreeMap<>();

  private TestKeys(Session session, PartyPlan plan, KeyPair owner) {
    CkksContext context = session.context();
    try (Scope scope = Scope.open()) {
      byte[] request =
          CollectivePublicKeyGen.of(session, Place.of(PartyPlan.PUBLIC_KEY)).transcript().id();
      Polynomial a = CommonString.expand(context, request, 0, 0, context.limbs(), false);
      Polynomial e = Samplers.gaussian(context, Seed.fresh(), context.limbs(), false);
      publicKey = new PublicKey(a.multiplySubtractFrom(owner.secret().polynomial(), e), a);
      relinearisationKey =
          plan.has(PartyPlan.RELINEARISATION)
              ? new SwitchingKey(uniform(context), uniform(context))
              : null;
      for (int element : plan.automorphisms()) {
        int object = plan.automorphisms().indexOf(element);
        Place where = Place.of(PartyPlan.ROTATION).withObject(object);
        byte[] id = RotationKeyGen.ofGaloisElement(session, where, element).transcript().id();
        List<Polynomial> common = new ArrayList<>();
        for (int digit = 0; digit < context.digits(); digit++) {
          common.add(CommonString.expand(context, id, 0, digit, context.limbs(), true));
        }
        rotationKeys.put(element, new SwitchingKey(uniform(context), common));
      }
    }
  }

  public static TestKeys of(Session session, PartyPlan plan, KeyPair owner) {
    return new TestKeys(session, plan, owner);
  }

  private static List<Polynomial> uniform(CkksContext context) {
    List<Polynomial> all = new ArrayList<>();
    for (int digit = 0; digit < context.digits(); digit++) {
      Seed seed = Seed.fresh();
      all.add(Samplers.gaussian(context, seed, context.limbs(), true));
    }
    return all;
  }

  public KeysDigest digest() {
    return KeysDigest.of(publicKey, relinearisationKey, rotationKeys);
  }

  @Override
  public void close() {
    publicKey.close();
    if (relinearisationKey != null) {
      relinearisationKey.close();
    }
    rotationKeys.values().forEach(SwitchingKey::close);
  }
}
