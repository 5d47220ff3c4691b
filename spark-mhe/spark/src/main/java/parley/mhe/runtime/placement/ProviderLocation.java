package parley.mhe.runtime.placement;

/**
 * Where a provider's party lives now. Immutable, thread-safe.
 *
 * @param provider its name
 * @param executor Spark's id of its executor; {@code driver} with a local master
 * @param host the executor's host
 * @param pid id of the executor's process on that host
 */
public record ProviderLocation(String provider, String executor, String host, long pid) {}
