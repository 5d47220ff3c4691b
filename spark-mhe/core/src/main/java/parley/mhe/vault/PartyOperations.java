package parley.mhe.vault;

import java.util.TreeMap;
import parley.mhe.party.Party;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.SecretAccess;

/**
 * The operations that a party answers without more than their fields: reads the fields, asks, and
 * writes the value. Stateless.
 */
final class PartyOperations {
  static final int NONCE = 32;
  private static final int HASH = 32;

  private PartyOperations() {}

  /** What a client is told of the party that it was given. */
  static byte[] about(Party party) {
    WireWriter out = new WireWriter().add(party.nonce()).add(party.begun() ? 1 : 0);
    if (party.begun()) {
      Session session = party.session();
      out.add(session.nonces().size());
      session.nonces().forEach((name, nonce) -> out.add(name).add(nonce));
      out.add(session.querierKey().toBytes());
    }
    return out.toBytes();
  }

  static byte[] answer(VaultParties.Lease lease, Operation operation, WireReader in) {
    Party party = lease.party();
    return switch (operation) {
      case BEGIN -> begin(lease, in);
      case KEYS -> keys(party, in);
      case UPLOAD_SEEDS -> uploadSeeds(party, in);
      case ACKNOWLEDGE -> acknowledge(party, in);
      case ANSWERED -> answered(party, in);
      case NEXT_ROUND -> {
        String step = in.text("step");
        in.end();
        yield new WireWriter().add(party.nextRound(step)).toBytes();
      }
      case LEDGER_HEAD -> {
        in.end();
        yield party.ledgerHead().toBytes();
      }
      case STATUS -> {
        in.end();
        yield party.status().toBytes();
      }
      case ASKS_FOR_ROWS -> {
        in.end();
        yield new byte[] {(byte) (party.asksForRows() ? 1 : 0)};
      }
      case COMMITMENT -> {
        byte[] dataHash = in.bytes("hash of private data", HASH);
        in.end();
        yield party.commitment(dataHash);
      }
      case JOIN, RESUME, ANSWER, ANSWER_PRIVATE, ADMIT ->
          throw new IllegalArgumentException("cannot answer " + operation + " by its fields alone");
    };
  }

  private static byte[] begin(VaultParties.Lease lease, WireReader in) {
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
      nonces.put(in.text("provider"), in.bytes("nonce", NONCE));
    }
    byte[] querierKey = in.bytes("querier's key");
    in.end();
    return lease.begin(nonces, querierKey);
  }

  private static byte[] keys(Party party, WireReader in) {
    byte[] digest = in.bytes("hashes of the keys");
    in.end();
    party.acceptKeys(KeysDigest.fromBytes(digest));
    return new byte[0];
  }

  private static byte[] uploadSeeds(Party party, WireReader in) {
    byte[] digest = in.bytes("digest");
    byte[] privateInputHash = in.bytes("hash of the private input");
    in.end();
    return party
        .uploadSeeds(UploadDigest.fromBytes(party.session(), digest), privateInputHash)
        .export(SecretAccess.forKeyStore());
  }

  private static byte[] acknowledge(Party party, WireReader in) {
    String step = in.text("step");
    int attempt = in.integer("attempt");
    int round = in.integer("round");
    in.end();
    party.acknowledge(step, attempt, round);
    return new byte[0];
  }

  private static byte[] answered(Party party, WireReader in) {
    String protocol = in.text("protocol");
    Place where = Place.readFrom(in);
    in.end();
    return new byte[] {(byte) (party.answered(protocol, where) ? 1 : 0)};
  }
}
