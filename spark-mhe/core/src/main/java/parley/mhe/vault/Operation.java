package parley.mhe.vault;

/** What a client may ask of a vault; the first message of a connection is one of the first two. */
enum Operation {
  /** Provider and plan: a new party. Answered with its nonce. */
  JOIN,
  /** Provider, plan and nonce, or an empty one for the newest: a party of a kept session. */
  RESUME,
  /** Nonces and the querier's key: begins the session. Answered with the session id. */
  BEGIN,
  /**
   * SHA-256 of a protocol's request, which follows if the vault wants it. Answered with a share.
   */
  ANSWER,
  /**
   * As ANSWER, of a request that takes private input, which always follows. Answered with a share.
   */
  ANSWER_PRIVATE,
  /** Hash of private data. Answered with the party's commitment to them. */
  COMMITMENT,
  /** Whether uploads of sums must be admitted. Answered with 0 or 1. */
  ASKS_FOR_ROWS,
  /** Digest of an upload request; which rows it uses follows if asked for. Answered with 0 or 1. */
  ADMIT,
  /** Digest of an upload request, hash of the private input. Answered with that upload's seed. */
  UPLOAD_SEEDS,
  /** Hashes of the session's keys. */
  KEYS,
  /** Step, attempt and round. */
  ACKNOWLEDGE,
  /** Protocol and place. Answered with 0 or 1. */
  ANSWERED,
  /** A step. Answered with the number of its next round. */
  NEXT_ROUND,
  /** Answered with how far the ledger goes. */
  LEDGER_HEAD,
  /** Answered with what its policies allow, and what it has answered. */
  STATUS
}
