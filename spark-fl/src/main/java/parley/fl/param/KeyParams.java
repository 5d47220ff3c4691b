package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.settings.TrainingSettings;

/** The Params of {@link HasKeys}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class KeyParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> querierKey;
  final Param<String> querierPublicKey;
  final Param<String> keyStore;
  final Param<String> vault;
  final Param<String> keyStorePassphraseFrom;
  final Param<String> querierKeyPassphraseFrom;

  /** A stage's Params, which have no defaults. */
  public KeyParams(Params stage) {
    querierKey =
        new Param<>(
            stage, "querierKey", "path of the file with the querier's key, never a key itself");
    querierPublicKey =
        new Param<>(
            stage,
            "querierPublicKey",
            "path of the file with the querier's signed public key, for a querier that is apart"
                + " from this process: results stay under that key; a fit needs plan with it");
    keyStore =
        new Param<>(
            stage,
            "keyStore",
            "directory with a store for each provider, new ones for a training; one training a"
                + " directory, so not for CrossValidator");
    vault =
        new Param<>(
            stage,
            "vault",
            "folder with the sockets of the vaults that hold the providers' key shares, in place of"
                + " keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that"
                + " folder");
    keyStorePassphraseFrom =
        new Param<>(
            stage,
            "keyStorePassphraseFrom",
            "where each provider's process finds the passphrase of its store: file:PATH, env:NAME,"
                + " prompt, or none for a store in clear; never a passphrase itself");
    querierKeyPassphraseFrom =
        new Param<>(
            stage,
            "querierKeyPassphraseFrom",
            "where this process finds the passphrase of the querier's key, if it has one:"
                + " file:PATH, env:NAME or prompt; never a passphrase itself");
  }

  /** Whether another process finds the querier's key and the providers' shares. */
  public boolean outliveProcess(Params stage) {
    return (has(stage, querierKey) || has(stage, querierPublicKey))
        && (has(stage, keyStore) || has(stage, vault));
  }

  /** Forgets all of them. */
  public void clear(Params stage) {
    stage.clear(querierKey);
    stage.clear(querierPublicKey);
    stage.clear(keyStore);
    stage.clear(vault);
    stage.clear(keyStorePassphraseFrom);
    stage.clear(querierKeyPassphraseFrom);
  }

  void addTo(TrainingSettings.Builder settings, Params stage) {
    ParamGroup.ifText(stage, querierKey, settings::querierKey);
    ParamGroup.ifText(stage, querierPublicKey, settings::querierPublicKey);
    ParamGroup.ifText(stage, keyStore, settings::keyStore);
    ParamGroup.ifText(stage, vault, settings::vault);
    ParamGroup.ifText(stage, keyStorePassphraseFrom, settings::keyStorePassphraseFrom);
    ParamGroup.ifText(stage, querierKeyPassphraseFrom, settings::querierKeyPassphraseFrom);
  }

  private static boolean has(Params stage, Param<String> param) {
    return ParamGroup.text(stage, param) != null;
  }
}
