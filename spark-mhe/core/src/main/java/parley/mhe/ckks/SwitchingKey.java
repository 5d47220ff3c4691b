package parley.mhe.ckks;

import java.util.List;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * A key that turns p s' into something under s: for each digit j a pair (b_j, a_j) mod QP with b_j
 * + a_j s = g_j s' + noise, g_j the gadget of {@link Polynomial#gadget}
 * (https://eprint.iacr.org/2019/688). Immutable, so safe for use by several threads; owns native
 * memory; never in a {@link Scope}.
 */
public final class SwitchingKey extends NativeOwner {
  private final CkksContext context;

  /** A key of one extended pair a digit; copies, the polynomials stay the caller's. */
  public SwitchingKey(List<Polynomial> b, List<Polynomial> a) {
    this(contextOf(b, a), make(b, a));
  }

  private SwitchingKey(CkksContext context, NativeHandle key) {
    super("switching key", List.of(key));
    this.context = context;
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** The wire format: all b_j, then all a_j. */
  public byte[] toBytes() {
    byte[] bytes =
        Wire.header(
            context, Wire.Kind.SWITCHING_KEY, 2 * context.digits(), context.limbs(), true, 1);
    try (NativeHandle key = acquire()) {
      Native.keyWrite(key.pointer(), bytes, Wire.HEADER);
    }
    return bytes;
  }

  /** {@link Polynomial#hash} of all b_j, then of all a_j. */
  public List<byte[]> polynomialHashes() {
    return Wire.hashes(context, toBytes(), 2 * context.digits(), context.limbs(), true);
  }

  /** Reads {@link #toBytes}; refuses what is truncated, out of range, or of another ring. */
  public static SwitchingKey fromBytes(CkksContext c, byte[] bytes) {
    int count = 2 * c.digits();
    Wire.Content content = Wire.read(c, Wire.Kind.SWITCHING_KEY, count, count, bytes);
    List<NativeHandle> handles = content.handles();
    try {
      if (!content.extended()) {
        throw new ParleyException("cannot read switching key: expected modulo QP, got modulo Q");
      }
      return new SwitchingKey(
          c, fromPointers(handles.subList(0, count / 2), handles.subList(count / 2, count)));
    } finally {
      handles.forEach(NativeHandle::close);
    }
  }

  @Override
  public String toString() {
    return "SwitchingKey[" + context.digits() + " digits]";
  }

  NativeHandle acquireKey(CkksContext wanted) {
    wanted.checkSame(context);
    return acquire();
  }

  private static CkksContext contextOf(List<Polynomial> b, List<Polynomial> a) {
    if (b.isEmpty()) {
      throw new ParleyException("cannot make switching key: expected a pair a digit, got none");
    }
    CkksContext c = b.get(0).context();
    if (b.size() != c.digits() || a.size() != c.digits()) {
      throw new ParleyException(
          "cannot make switching key: expected "
              + c.digits()
              + " pairs, got "
              + b.size()
              + " and "
              + a.size()
              + " polynomials");
    }
    for (int j = 0; j < c.digits(); j++) {
      c.checkSame(b.get(j).context());
      c.checkSame(a.get(j).context());
      if (!b.get(j).extended() || !a.get(j).extended()) {
        throw new ParleyException(
            "cannot make switching key: expected polynomials modulo QP, got one modulo Q");
      }
    }
    return c;
  }

  private static NativeHandle make(List<Polynomial> b, List<Polynomial> a) {
    try (Handles held = new Handles()) {
      long[] bs = b.stream().mapToLong(p -> held.add(p.acquire())).toArray();
      long[] as = a.stream().mapToLong(p -> held.add(p.acquire())).toArray();
      return new NativeHandle(Native.keyMake(bs, as, bs.length), Native::keyFree);
    }
  }

  private static NativeHandle fromPointers(List<NativeHandle> b, List<NativeHandle> a) {
    long[] bs = b.stream().mapToLong(NativeHandle::pointer).toArray();
    long[] as = a.stream().mapToLong(NativeHandle::pointer).toArray();
    return new NativeHandle(Native.keyMake(bs, as, bs.length), Native::keyFree);
  }
}
