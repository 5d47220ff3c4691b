package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.settings.SiteSettings;

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

  /** Forgets all of them. */
  public void clear(Params stage) {
    stage.clear(querierKey);
    stage.clear(querierPublicKey);
    stage.clear(keyStore);
    stage.clear(vault);
    stage.clear(keyStorePassphraseFrom);
    stage.clear(querierKeyPassphraseFrom);
  }

  /** Where a stage with these Params, and those of its rounds, finds keys and policies. */
  public SiteSettings settings(Params stage, RoundParams rounds) {
    return new SiteSettings(
        ParamGroup.given(stage, querierKey),
        ParamGroup.given(stage, querierPublicKey),
        ParamGroup.given(stage, keyStore),
        ParamGroup.given(stage, vault),
        ParamGroup.given(stage, rounds.policy),
        ParamGroup.given(stage, keyStorePassphraseFrom),
        ParamGroup.given(stage, querierKeyPassphraseFrom),
        Duration.ofSeconds((Integer) stage.getOrDefault(rounds.roundTimeout)));
  }
}
