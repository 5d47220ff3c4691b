package parley.mhe.vault;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.Party;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;

/**
 * The parties of a vault, by provider and session. A party is in memory as long as a connection
 * uses it; afterwards it is in its key store. Thread-safe.
 */
final class VaultParties {
  private final VaultConfig config;
  private final List<Held> held = new ArrayList<>();

  VaultParties(VaultConfig config) {
    this.config = config;
  }

  private static final class Held {
    final Party party;
    final SessionFolder folder;
    int users;

    Held(Party party, SessionFolder folder) {
      this.party = party;
      this.folder = folder;
    }
  }

  /** A connection's use of a party; the last one to close frees it. */
  final class Lease implements AutoCloseable {
    private final Held of;
    private boolean closed;

    private Lease(Held of) {
      this.of = of;
      of.users++;
    }

    Party party() {
      return of.party;
    }

    /** Begins the session; from then on its folder says which it is. */
    byte[] begin(SortedMap<String, byte[]> nonces, byte[] querierKey) {
      if (!of.folder.store().exists()) {
        of.folder.describe(of.party.plan().hash(), of.party.nonce());
      }
      try {
        return of.party.begin(nonces, querierKey);
      } finally {
        of.folder.withdraw();
      }
    }

    /** Another use of the same party. */
    Lease again() {
      synchronized (held) {
        return new Lease(of);
      }
    }

    @Override
    public void close() {
      synchronized (held) {
        if (!closed) {
          closed = true;
          of.users--;
          if (of.users == 0) {
            held.remove(of);
            of.party.close();
          }
        }
      }
    }
  }

  /** A party that accepts a plan. */
  Lease join(PartyPlan plan, String provider) {
    requireProvider(provider);
    SessionFolder folder = SessionFolder.create(config.keyStore(), provider, config.passphrase());
    return hold(Party.join(plan, provider, folder.store(), config.policies(provider)), folder);
  }

  private Lease hold(Party party, SessionFolder folder) {
    synchronized (held) {
      Held now = new Held(party, folder);
      held.add(now);
      return new Lease(now);
    }
  }

  /**
   * A party that goes on with a session.
   *
   * @param nonce the party's own in that session; empty for the newest of the plan
   * @throws KeyException when no such session is kept
   */
  Lease resume(PartyPlan plan, String provider, byte[] nonce) {
    requireProvider(provider);
    synchronized (held) {
      for (SessionFolder folder :
          SessionFolder.all(config.keyStore(), provider, config.passphrase())) {
        if (folder.isAbout(plan.hash(), nonce)) {
          Held live = at(folder);
          return new Lease(live == null ? reopen(folder, plan, nonce) : live);
        }
      }
    }
    throw new KeyException(
        "cannot resume "
            + provider
            + ": the vault keeps no session of this plan"
            + (nonce.length == 0 ? "" : " and nonce " + HexFormat.of().formatHex(nonce, 0, 8))
            + ", expected one in "
            + config.keyStore()
            + ", got none");
  }

  private @Nullable Held at(SessionFolder folder) {
    for (Held each : held) {
      if (each.folder.equals(folder)) {
        return each;
      }
    }
    return null;
  }

  private Held reopen(SessionFolder folder, PartyPlan plan, byte[] nonce) {
    Party party = Party.resume(folder.store(), config.policy());
    if (!MessageDigest.isEqual(plan.hash(), party.plan().hash())
        || nonce.length != 0 && !MessageDigest.isEqual(nonce, party.nonce())) {
      party.close();
      throw new KeyException(
          "cannot resume "
              + party.provider()
              + ": the key store in "
              + folder.path()
              + " is another session's than its folder says, expected what the vault wrote, got"
              + " something else");
    }
    Held opened = new Held(party, folder);
    held.add(opened);
    return opened;
  }

  private void requireProvider(String provider) {
    if (!config.providers().contains(provider)) {
      throw new RefusedException(
          "cannot answer for "
              + provider
              + ": this vault was not started for it, expected one of "
              + config.providers()
              + ", got another");
    }
  }
}
