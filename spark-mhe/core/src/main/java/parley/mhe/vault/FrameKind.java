package parley.mhe.vault;

/** What a frame is; the ordinal travels. */
enum FrameKind {
  /** From the client: an operation and its fields. */
  REQUEST,
  /** From the client: the bytes that the vault wanted. */
  BODY,
  /** From the vault: what was asked for. */
  VALUE,
  /** From the vault: kind and message of an error. */
  ERROR,
  /** From the vault: the request's bytes are not known here, send them. */
  WANTED,
  /** From the vault: still at work. */
  WORKING,
  /** From the vault: send what the client's rows add to the answer. */
  WANTED_OF_ROWS;

  private static final FrameKind[] ALL = values();

  static FrameKind of(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new VaultException(
          "cannot read a frame: no such kind, expected 0 to " + (ALL.length - 1) + ", got " + code);
    }
    return ALL[code];
  }
}
