package parley.cli;

import parley.mhe.party.KeyException;
import parley.mhe.party.PassphraseSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a passphrase is; never shows the text, which may be a passphrase by mistake. */
abstract class PassphraseConverter implements ITypeConverter<PassphraseSource> {
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
  static final class OfStores extends PassphraseConverter {
    OfStores() {
      super("the key stores");
    }
  }

  /** Of the stores from now on. */
  static final class OfStoresNew extends PassphraseConverter {
    OfStoresNew() {
      super("the key stores from now on");
    }
  }

  /** Of the querier's key. */
  static final class OfQuerier extends PassphraseConverter {
    OfQuerier() {
      super("the querier's key");
    }
  }
}
