package parley.robust.defence.certify;

import java.io.Serializable;

/** What follows from the votes of a row. Implementations are immutable. */
public interface Certifier extends Serializable {
  /** The certificate, wrong with probability at most the certifier's alpha. */
  Certificate certify(Votes votes);
}
