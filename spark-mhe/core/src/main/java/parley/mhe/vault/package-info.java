/**
 * The vault: a process of its own on the provider's host that holds its party, so that what a Spark
 * driver ships into the executor finds no secret there.
 *
 * <p><b>Vault</b>: the process with the secret. <b>Socket</b>: a unix-domain socket named after the
 * provider, through which the executor's {@link parley.mhe.vault.VaultClient} asks what it would
 * ask a party in its own process. <b>Session folder</b>: where the vault keeps a session's key
 * store.
 *
 * <pre>{@code
 * VaultConfig config = VaultConfig.of(List.of("hospital-1"), sockets, keyStores);
 * try (VaultServer vault = VaultServer.start(config)) {   // in the vault's process
 *   vault.join();
 * }
 * PartyService party = VaultHome.in(sockets).join(plan, "hospital-1");   // in the executor
 * }</pre>
 *
 * <p>What travels is what a party takes and gives: bytes of requests and of shares, and the seed of
 * one upload's re-randomisation. Nothing here knows of Spark.
 */
@NullMarked
package parley.mhe.vault;

import org.jspecify.annotations.NullMarked;
