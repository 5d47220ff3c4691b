package parley.mhe.vault;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vault: holds the parties of its providers and answers at a unix-domain socket for each, one
 * thread a connection. It takes providers, key stores and policies from its own configuration only.
 * Thread-safe; {@link #close} ends it.
 */
public final class VaultServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VaultServer.class);
  private static final int MOST_CONNECTIONS = 256;
  private static final long CLOSE_SECONDS = 5;

  private final VaultConfig config;
  private final VaultParties parties;
  private final DecodedRequests requests = new DecodedRequests();
  private final List<Door> doors = new ArrayList<>();
  private final Set<VaultConnection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(named("vault"));
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(named("vault-beats"));
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  /** A provider's socket, and the lock that keeps other vaults from it. */
  private record Door(String provider, Path path, FileChannel lock, ServerSocketChannel server) {}

  private VaultServer(VaultConfig config) {
    this.config = config;
    this.parties = new VaultParties(config);
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Makes the folders that are missing and listens.
   *
   * @throws VaultException when a socket is in use, its path too long, or its folder open to others
   * @throws parley.mhe.party.secret.KeyException when the key stores' folder cannot be written
   * @throws parley.mhe.party.policy.PolicyException when a policy is missing or cannot be used
   */
  public static VaultServer start(VaultConfig config) {
    VaultServer vault = new VaultServer(config);
    try {
      config.providers().forEach(config::policies);
      SessionFolder.prepare(config.keyStore());
      SocketFiles.prepare(config.socketDirectory(), config.group());
      config.providers().forEach(vault::open);
    } catch (RuntimeException e) {
      vault.close();
      throw e;
    }
    return vault;
  }

  private void open(String provider) {
    Path path = SocketFiles.of(config.socketDirectory(), provider);
    SocketFiles.requireLength(path);
    FileChannel lock = SocketFiles.lock(path);
    try {
      Door door = new Door(provider, path, lock, SocketFiles.listen(path, config.group()));
      doors.add(door);
      threads.execute(() -> accept(door));
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /** The sockets, in the order of the providers. */
  public List<Path> sockets() {
    return doors.stream().map(Door::path).toList();
  }

  /** Waits until it is closed. */
  public void join() throws InterruptedException {
    ended.await();
  }

  private void accept(Door door) {
    while (!closed) {
      try {
        serve(door, door.server().accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("cannot accept a client of {}: {}", door.provider(), e.getMessage());
        pause();
      }
    }
  }

  /** Where the system is out of something, asking again at once does not help. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Door door, SocketChannel client) throws IOException {
    if (connections.size() >= MOST_CONNECTIONS) {
      LOG.warn("a client of {} is turned away: {} are here", door.provider(), MOST_CONNECTIONS);
      client.close();
      return;
    }
    VaultConnection connection =
        new VaultConnection(
            new FrameChannel(client, config.timeouts().silence()),
            door.provider(),
            parties,
            requests,
            beats,
            config.timeouts());
    connections.add(connection);
    threads.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
          }
        });
  }

  /** Lets what is being answered end, for some seconds; the sockets go first. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Door door : doors) {
      close(door.server());
      try {
        Files.deleteIfExists(door.path());
      } catch (IOException e) {
        LOG.warn("cannot remove the socket {}", door.path(), e);
      }
    }
    connections.forEach(VaultConnection::endAfterThisFrame);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a request is still being answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    beats.shutdownNow();
    doors.forEach(door -> close(door.lock()));
    ended.countDown();
  }

  private static void close(java.nio.channels.Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("cannot close {}", channel, e);
    }
  }
}
