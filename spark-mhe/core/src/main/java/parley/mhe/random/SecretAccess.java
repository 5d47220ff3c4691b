package parley.mhe.random;

/**
 * A token without which no secret leaves its object: whoever exports a key names this type, which
 * makes such places easy to find. Stateless.
 */
public final class SecretAccess {
  private static final SecretAccess TOKEN = new SecretAccess();

  private SecretAccess() {}

  /** The token, for code that stores keys. */
  public static SecretAccess forKeyStore() {
    return TOKEN;
  }
}
