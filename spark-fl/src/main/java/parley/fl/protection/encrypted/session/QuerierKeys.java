package parley.fl.protection.encrypted.session;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.plan.PlanFile;
import parley.fl.settings.SiteSettings;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.querier.QuerierPublicKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;

/** The querier's key: from its file, or one for this process that is gone with it. Thread-safe. */
public final class QuerierKeys {
  private static final class OfThisProcess {
    static final QuerierKey KEY = QuerierKey.generate();
  }

  private QuerierKeys() {}

  /** The querier of a training: apart where its public key is named, which must fit the plan. */
  public static SessionQuerier.Source of(SiteSettings site, Optional<PlanFile> plan) {
    if (site.querierPublicKey().isPresent()) {
      QuerierPublicKey key = QuerierPublicKey.read(Path.of(site.querierPublicKey().get()));
      plan.ifPresent(followed -> key.requirePlan(followed.digest()));
      return SessionQuerier.apart(key);
    }
    return here(site);
  }

  /** The querier whose margins this process reads. */
  public static SessionQuerier.Source here(SiteSettings site) {
    return SessionQuerier.here(
        read(site.querierKey(), site.querierKeyPassphraseFrom().orElse(null)));
  }

  /** The querier to whom margins stay sealed, by its public key. */
  public static SessionQuerier.Source apart(SiteSettings site) {
    String file =
        site.querierPublicKey()
            .orElseThrow(
                () ->
                    new KeyException(
                        "cannot seal answers: expected querierPublicKey, the file that parley"
                            + " keygen --public-for wrote, got none"));
    return SessionQuerier.apart(QuerierPublicKey.read(Path.of(file)));
  }

  /** The key of that file, or this process's own. */
  public static QuerierKey read(Optional<String> path, @Nullable String passphraseFrom) {
    PassphraseSource passphrase =
        passphraseFrom == null
            ? PassphraseSource.none()
            : PassphraseSource.parse(passphraseFrom, "the querier's key");
    return path.map(file -> QuerierKey.read(Path.of(file), passphrase))
        .orElseGet(() -> OfThisProcess.KEY);
  }
}
