package parley.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Chromium without a screen, asked by its DevTools protocol. For one thread. */
public final class HeadlessBrowser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch loaded = new CountDownLatch(1);
  private @Nullable String session;

  /** What was seen while a page was loaded: errors of the console, and addresses asked for. */
  public record Visit(List<String> errors, List<String> requests) {}

  private HeadlessBrowser(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listener())
            .join();
  }

  /** Starts it with a profile in a new folder; skips the test where there is none. */
  public static HeadlessBrowser start(Path profile) throws Exception {
    String program = find();
    assumeTrue(
        program != null, "skipped: chromium is not on the PATH (Debian: apt-get install chromium)");
    Process process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        HeadlessBrowser browser =
            new HeadlessBrowser(process, line.substring(LISTENING.length()).strip());
        // What it writes later would fill the pipe if nobody read it.
        Thread drain = new Thread(() -> lines.lines().forEach(more -> {}));
        drain.setDaemon(true);
        drain.start();
        browser.attach();
        return browser;
      }
    }
    throw new IOException("cannot start " + program + ": it ended with " + process.waitFor());
  }

  private static @Nullable String find() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      File program = new File(folder, "chromium");
      if (program.canExecute()) {
        return program.getPath();
      }
    }
    return null;
  }

  private void attach() throws Exception {
    String target = ask("Target.createTarget", "url", "about:blank").get("targetId").asText();
    ObjectNode flat = JSON.createObjectNode().put("targetId", target).put("flatten", true);
    session = ask("Target.attachToTarget", flat).get("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", JSON.createObjectNode());
    }
  }

  /** Loads a file in a window of a width, in pixels. */
  public Visit open(Path page, int width) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", 800)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
    events.clear();
    loaded = new CountDownLatch(1);
    ask("Page.navigate", "url", page.toUri().toString());
    if (!loaded.await(SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("cannot load " + page + ": it took longer than a minute");
    }
    List<String> errors = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode told = event.get("params");
      switch (event.get("method").asText()) {
        case "Runtime.exceptionThrown", "Log.entryAdded" -> errors.add(told.toString());
        case "Runtime.consoleAPICalled" -> errors.add(told.toString());
        case "Network.requestWillBeSent" -> requests.add(told.at("/request/url").asText());
        default -> {}
      }
    }
    return new Visit(errors, requests);
  }

  /** The value of a JavaScript expression on the page. */
  public JsonNode evaluate(String expression) throws Exception {
    ObjectNode what =
        JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
    JsonNode answer = ask("Runtime.evaluate", what);
    if (answer.has("exceptionDetails")) {
      throw new IOException("cannot evaluate: " + answer);
    }
    return answer.at("/result/value");
  }

  /** Writes the whole page as a PNG file. */
  public void screenshot(Path file) throws Exception {
    ObjectNode all = JSON.createObjectNode().put("captureBeyondViewport", true);
    JsonNode size = ask("Page.getLayoutMetrics", JSON.createObjectNode()).get("cssContentSize");
    all.set("clip", ((ObjectNode) size).put("scale", 1));
    Files.createDirectories(file.getParent());
    Files.write(
        file, Base64.getDecoder().decode(ask("Page.captureScreenshot", all).get("data").asText()));
  }

  private JsonNode ask(String method, String name, String value) throws Exception {
    return ask(method, JSON.createObjectNode().put(name, value));
  }

  private JsonNode ask(String method, ObjectNode params) throws Exception {
    int id = last.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", params);
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    socket.sendText(message.toString(), true).join();
    return answer.get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void receive(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        if (node.has("id")) {
          CompletableFuture<JsonNode> answer =
              Objects.requireNonNull(asked.remove(node.get("id").asInt()));
          if (node.has("error")) {
            answer.completeExceptionally(new IOException(node.get("error").toString()));
          } else {
            answer.complete(node.get("result"));
          }
        } else {
          events.add(node);
          if (node.get("method").asText().equals("Page.loadEventFired")) {
            loaded.countDown();
          }
        }
      } catch (IOException e) {
        asked.values().forEach(answer -> answer.completeExceptionally(e));
      }
    }
  }
}
