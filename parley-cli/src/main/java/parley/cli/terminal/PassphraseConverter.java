package parley.cli.terminal;

import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a passphrase is; never shows the text, which may be a passphrase by mistake. */
public abstract class PassphraseConverter implements ITypeConverter<PassphraseSource> {
  private final String purpose;

  PassphraseConverter(String purpose) {
    this.purpose = purpose;
  }

  @Override
  public PassphraseSource convert(String text) {
    try {
      return PassphraseSource.parse(text, purpose);
    } catch (KeyException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Of the providers' stores. */
  public static final class OfStores extends PassphraseConverter {
    OfStores() {
      super("the key stores");
    }
  }

  /** Of the stores from now on. */
  public static final class OfStoresNew extends PassphraseConverter {
    OfStoresNew() {
      super("the key stores from now on");
    }
  }

  /** Of the querier's key. */
  public static final class OfQuerier extends PassphraseConverter {
    OfQuerier() {
      super("the querier's key");
    }
  }
}
