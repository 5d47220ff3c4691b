package parley.mhe.party;

import java.util.SortedMap;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.ShareSeeds;

/**
 * A provider's party as the rest of its process sees it: messages in, messages out. {@link Party}
 * holds the secrets in this process; another implementation can hold them elsewhere on the
 * provider's host. Thread-safe.
 */
public interface PartyService extends AutoCloseable {
  /** The plan it accepted. */
  PartyPlan plan();

  /** Its name. */
  String provider();

  /** The nonce it drew for this session, a copy. */
  byte[] nonce();

  /**
   * Begins the session: computes its id and makes the share of the secret key. The same call again
   * changes nothing.
   *
   * @param nonces the nonces of all providers of the plan
   * @param querierKey wire form of the only key that results are switched to, or of a {@link
   *     parley.mhe.party.querier.QuerierCredential}, which also says whose it is
   * @return the session id
   * @throws parley.error.ParleyException when its own nonce is not among them, or a session began
   *     with others, or a policy does not name the querier
   */
  byte[] begin(SortedMap<String, byte[]> nonces, byte[] querierKey);

  /** The session, in a context of this process; the party must have begun. */
  Session session();

  /**
   * Takes the session's public keys, once: what is uploaded is encrypted to these and to no others.
   * The same keys again change nothing, in a later process either.
   *
   * @param keys hashes of the keys that this provider's side holds
   * @throws RefusedException when others were accepted before, they are not the plan's, or a part
   *     that is a common string is another
   */
  void acceptKeys(KeysDigest keys);

  /**
   * Answers a request that was decoded on this provider's side.
   *
   * @param request built from its content, so that its id is the content's
   * @return wire form of the share
   * @throws RefusedException when the request deviates from the plan or the ledger
   */
  byte[] answer(CollectiveProtocol request);

  /**
   * Answers a converting refresh that takes private input.
   *
   * @param request decoded on this provider's side
   * @param input what this provider adds, under the commitment that the request holds
   * @return wire form of the share
   * @throws RefusedException when the request deviates from the plan or the ledger
   * @throws parley.mhe.protocol.ProtocolException when it holds another commitment than this
   *     party's to the input's data
   */
  byte[] answer(ConvertingRefresh request, PrivateInput input);

  /**
   * What the party says of its private data before it answers with them, see {@link
   * parley.mhe.protocol.PartySecrets#commitment}; the same data give the same.
   *
   * @param dataHash SHA-256 of the rows, the labels and their order
   */
  byte[] commitment(byte[] dataHash);

  /**
   * Whether uploads of exact sums must be {@linkplain #admit admitted} first, as a policy has rules
   * on the rows that a query uses. Else nothing of them needs to be told.
   */
  boolean asksForRows();

  /**
   * Holds an upload of exact sums against the policies' rules on rows, and counts it. The same
   * request again is not counted twice.
   *
   * @param request decoded on this provider's side
   * @param use which rows it uses, and how many numbers it opens, by the program
   * @return false where a rule refuses the plan's {@link parley.mhe.party.cohort.Gate gate}: the
   *     provider then hands in {@link parley.mhe.party.cohort.Gate#refusal}, and nothing later
   * @throws parley.mhe.party.policy.PolicyException when a rule refuses any other upload
   */
  boolean admit(UploadDigest request, CohortUse use);

  /**
   * Enters an upload and gives the randomness of its re-randomisation, which serves this one upload
   * only.
   *
   * @param request decoded on this provider's side; it names the keys that the upload is made with
   * @param privateInputHash SHA-256 of all private data that the upload depends on
   * @throws RefusedException when the request deviates from the plan or the ledger, its keys are
   *     not the accepted ones, or the private data changed since it was made before
   * @throws parley.mhe.party.policy.PolicyException when it had to be admitted and was not
   */
  ShareSeeds uploadSeeds(UploadDigest request, byte[] privateInputHash);

  /**
   * Forgets the answers of a round but for their ids and hashes; a repeat is refused from then on.
   */
  void acknowledge(String step, int attempt, int round);

  /** Whether it has answered, or begun to answer, a request of that protocol at that place. */
  boolean answered(String protocol, Place where);

  /** The round after the last one that it answered in a step; 0 when there was none. */
  int nextRound(String step);

  /**
   * Under which policies it answers, and how many rows of its budget are used.
   *
   * @throws KeyException when it has a store whose files are gone or another session's
   */
  PartyStatus status();

  /**
   * How far its ledger goes. A store that was put back to an earlier day has an earlier head, or
   * one of another hash.
   */
  LedgerHead ledgerHead();

  /** Frees the share, or what leads to it; idempotent. A store stays as it is. */
  @Override
  void close();
}
