package io.hsicflow.operators.gate;

/**
 * Notices ids that come again, in bounded memory and without keeping any: a table of 64-bit hashes
 * in which every id has one slot, until another id of that slot takes it. With {@code n} slots a
 * repetition after {@code d} other ids is noticed with the probability exp(-d / n); one that is
 * none is as good as never counted. The table is no part of the state: it begins anew with the
 * task.
 */
final class RecentIds {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long MIX_1 = 0xFF51AFD7ED558CCDL;
  private static final long MIX_2 = 0xC4CEB9FE1A85EC53L;
  private static final int EMPTY = 0;

  private final long[] slots;

  /**
   * @param count how many ids are remembered, rounded up to a power of two; 0 for none
   */
  RecentIds(int count) {
    slots = new long[count == 0 ? 0 : 1 << Integer.SIZE - Integer.numberOfLeadingZeros(count - 1)];
  }

  /** Whether this id is among those remembered; it is from now on. */
  boolean repeats(String id) {
    if (slots.length == 0) {
      return false;
    }
    long hash = hash(id);
    int slot = (int) (hash & slots.length - 1);
    boolean repeats = slots[slot] == hash;
    slots[slot] = hash;
    return repeats;
  }

  /** FNV-1a, its bits mixed as MurmurHash3 does in the end. */
  private static long hash(String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ hash >>> 33) * MIX_1;
    hash = (hash ^ hash >>> 33) * MIX_2;
    hash ^= hash >>> 33;
    return hash == EMPTY ? 1 : hash;
  }
}
