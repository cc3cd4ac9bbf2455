package tech.turso.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which SQLite goes over the tables of a schema, which its pragmas show: that of its
 * hash table. A new entry comes before those of its bucket, or before all; while there are no
 * buckets the newest is the first. (In SQLite the buckets do not become fewer again when tables are
 * dropped; here the order is always that of a schema that was just read.)
 *
 * <p>SQLite: hash.c insertElement, rehash.
 */
public final class HashOrder {
  private static final int FIRST_REHASH = 5;
  private static final int MOST_BUCKETS = 64;
  private static final int MULTIPLIER = 0x9e3779b1;
  private static final int CASE_MASK = 0xdf;

  private HashOrder() {}

  /** The entries, given in the order they were made, in the order of the hash table. */
  public static <T> List<T> of(List<T> entries, Function<T, String> name) {
    int n = entries.size();
    int[] hashes = new int[n];
    Chain order = new Chain(n);
    for (int i = 0; i < n; i++) {
      hashes[i] = hash(name.apply(entries.get(i)));
      int count = i + 1;
      if (count >= FIRST_REHASH && count > 2 * order.buckets.length) {
        order = rehashed(order, hashes, Math.min(3 * count, MOST_BUCKETS));
      }
      order.insert(i, hashes[i]);
    }
    List<T> out = new ArrayList<>(n);
    for (int e = order.first; e != 0; e = order.next[e]) {
      out.add(entries.get(e - 1));
    }
    return out;
  }

  private static Chain rehashed(Chain old, int[] hashes, int buckets) {
    if (buckets == old.buckets.length) {
      return old;
    }
    Chain chain = new Chain(hashes.length);
    chain.buckets = new int[buckets];
    for (int e = old.first; e != 0; e = old.next[e]) {
      chain.insert(e - 1, hashes[e - 1]);
    }
    return chain;
  }

  private static int hash(String name) {
    int h = 0;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h + (b & CASE_MASK)) * MULTIPLIER;
    }
    return h;
  }

  /** A list of entries, numbered from 1; 0 is none. The newest entry of each bucket is known. */
  private static final class Chain {
    final int[] next;
    final int[] previous;
    int first;
    int[] buckets = {};

    Chain(int n) {
      next = new int[n + 1];
      previous = new int[n + 1];
    }

    void insert(int index, int hash) {
      int entry = index + 1;
      int before = first;
      if (buckets.length > 0) {
        int bucket = Integer.remainderUnsigned(hash, buckets.length);
        before = buckets[bucket] == 0 ? first : buckets[bucket];
        buckets[bucket] = entry;
      }
      next[entry] = before;
      previous[entry] = before == 0 ? 0 : previous[before];
      if (before != 0) {
        previous[before] = entry;
      }
      if (previous[entry] == 0) {
        first = entry;
      } else {
        next[previous[entry]] = entry;
      }
    }
  }
}
