package parley.mhe.masking;

/** How two providers agree on a secret that nobody else has. */
public enum KeyExchange {
  /** X25519 and ML-KEM-768 together: holds while one of the two does. */
  HYBRID,

  /** X25519 alone: what is recorded today falls to a quantum computer. */
  X25519
}
