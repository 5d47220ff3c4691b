package parley.mhe.protocol;

import java.security.MessageDigest;
import java.util.List;
import java.util.TreeSet;

/**
 * What a share of one request must look like. Immutable, thread-safe.
 *
 * @param shape see {@link Share#shape}
 */
record ShareCheck(Session session, Transcript transcript, String shape) {

  /** Adds shares up after checking that each is of this request. */
  Share aggregate(List<Share> shares) {
    shares.forEach(share -> requireMine(share, "aggregate shares"));
    return Share.combineAll(shares);
  }

  /** Refuses a sum that does not hold every provider exactly once. */
  void requireComplete(Share sum) {
    String verb = "finalise " + transcript.protocol();
    requireMine(sum, verb);
    TreeSet<String> missing = new TreeSet<>(session.parties());
    sum.parties().forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new ProtocolException(
          "cannot "
              + verb
              + ": shares are missing, expected all "
              + session.parties().size()
              + " parties, got none from "
              + missing);
    }
  }

  private void requireMine(Share share, String verb) {
    if (!share.protocol().equals(transcript.protocol())) {
      throw refuse(verb, "a share of another protocol", transcript.protocol(), share.protocol());
    }
    byte[] fingerprint = session.context().fingerprint();
    if (!MessageDigest.isEqual(share.fingerprint(), fingerprint)) {
      throw refuse(
          verb,
          "a share of other parameters",
          Share.hex(fingerprint),
          Share.hex(share.fingerprint()));
    }
    if (!MessageDigest.isEqual(share.requestId(), transcript.id())) {
      throw refuse(
          verb,
          "a share of another request (other content, place or common string)",
          Share.hex(transcript.id()),
          Share.hex(share.requestId()));
    }
    share.parties().forEach(party -> session.requireParty(party, verb));
    if (!share.shape().equals(shape)) {
      throw refuse(verb, "a share of another shape", shape, share.shape());
    }
  }

  private static ProtocolException refuse(String verb, String what, String expected, String got) {
    return new ProtocolException(
        "cannot " + verb + ": " + what + ", expected " + expected + ", got " + got);
  }
}
