package parley.robust.certify;

import java.io.Serializable;

/** What follows from the votes of a row. Implementations are immutable. */
interface Certifier extends Serializable {
  /** The certificate, wrong with probability at most the certifier's alpha. */
  Certificate certify(Votes votes);
}
