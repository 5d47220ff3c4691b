package parley.fl.encrypted;

import java.nio.file.Path;
import java.util.Optional;
import parley.mhe.party.PassphraseSource;
import parley.mhe.party.QuerierKey;

/** The querier's key: from its file, or one for this process that is gone with it. Thread-safe. */
final class QuerierKeys {
  private static final class OfThisProcess {
    static final QuerierKey KEY = QuerierKey.generate();
  }

  private QuerierKeys() {}

  static QuerierKey of(Optional<String> path, Optional<String> passphraseFrom) {
    PassphraseSource passphrase =
        passphraseFrom
            .map(from -> PassphraseSource.parse(from, "the querier's key"))
            .orElseGet(PassphraseSource::none);
    return path.map(file -> QuerierKey.read(Path.of(file), passphrase))
        .orElseGet(() -> OfThisProcess.KEY);
  }
}
