package tech.turso.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which SQLite walks the tables and views of a schema: that of its hash table, in
 * which an element goes in front of those of its bucket, or in front of all if the bucket is empty.
 * Several pragmas show it, and {@code integrity_check} checks in it.
 *
 * <p>SQLite: hash.c sqlite3HashInsert, rehash.
 */
final class HashOrder {
  private static final int MULTIPLIER = 0x9e3779b1;
  private static final int SMALLEST_TABLE = 5;

  /** SQLite does not allocate more than 1024 bytes for the buckets, of 16 bytes each. */
  private static final int MOST_BUCKETS = 64;

  /** An element of the list that the walk follows. */
  private static final class Element {
    final Relation relation;
    final int hash;
    @Nullable Element previous;
    @Nullable Element next;

    Element(Relation relation) {
      this.relation = relation;
      this.hash = hash(relation.name());
    }
  }

  private @Nullable Element first;
  private int count;

  /** The first element of each bucket; empty while there are few elements. */
  private @Nullable Element[] heads = new Element[0];

  private HashOrder() {}

  /** The elements, given in the order of their insertion, in the order of the walk. */
  static List<Relation> of(Collection<Relation> inserted) {
    HashOrder order = new HashOrder();
    for (Relation relation : inserted) {
      order.insert(new Element(relation));
    }
    List<Relation> walk = new ArrayList<>();
    for (Element at = order.first; at != null; at = at.next) {
      walk.add(at.relation);
    }
    return walk;
  }

  private void insert(Element element) {
    count++;
    if (count >= SMALLEST_TABLE && count > 2 * heads.length) {
      rehash(Math.min(count * 3, MOST_BUCKETS));
    }
    link(element);
  }

  private void rehash(int buckets) {
    if (buckets == heads.length) {
      return;
    }
    heads = new Element[buckets];
    Element at = first;
    first = null;
    while (at != null) {
      Element next = at.next;
      link(at);
      at = next;
    }
  }

  private void link(Element element) {
    Element before = first;
    if (heads.length > 0) {
      int bucket = Integer.remainderUnsigned(element.hash, heads.length);
      if (heads[bucket] != null) {
        before = heads[bucket];
      }
      heads[bucket] = element;
    }
    Element previous = before == null ? null : before.previous;
    element.next = before;
    element.previous = previous;
    if (before != null) {
      before.previous = element;
    }
    if (previous == null) {
      first = element;
    } else {
      previous.next = element;
    }
  }

  private static int hash(String name) {
    int h = 0;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h + (b & 0xdf)) * MULTIPLIER; // the bit that is left out is that of the case
    }
    return h;
  }
}
