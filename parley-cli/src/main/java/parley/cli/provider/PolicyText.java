package parley.cli.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import parley.cli.place.OutputFile;
import parley.error.ParleyException;
import parley.mhe.party.policy.ProviderPolicy;

/** Writes policy files, and reads back what it wrote. Thread-safe. */
final class PolicyText {
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PolicyText() {}

  /**
   * Writes a policy that its owner alone can write to.
   *
   * @throws parley.mhe.party.policy.PolicyException when what was written would not do; it is gone
   *     again unless there was one before
   */
  static void write(OutputFile file, Object policy) {
    try {
      byte[] text = (PRETTY.writeValueAsString(policy) + "\n").getBytes(StandardCharsets.UTF_8);
      file.write(text, PolicyText::check);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot write the policy: " + e.getOriginalMessage(), e);
    }
  }

  private static void check(Path written) {
    try {
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
      ProviderPolicy.read(written, "provider");
    } catch (IOException e) {
      throw new ParleyException("cannot write the policy " + written + ": " + e, e);
    }
  }
}
