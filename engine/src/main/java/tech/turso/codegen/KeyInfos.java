package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.Environment;
import tech.turso.plan.SortTerm;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;

/** Makes the {@link KeyInfo}s of indexes, sorters and sets. */
public final class KeyInfos {
  private KeyInfos() {}

  /** The order of an index's tree. */
  public static KeyInfo of(Environment environment, Index index) {
    List<IndexColumn> columns = index.columns();
    int keys = index.isTableItself() ? index.keyColumns() : columns.size();
    KeyInfo key = ofColumns(environment, columns.subList(0, keys), true);
    return new KeyInfo(keys, columns.size(), key.collations(), key.flags(), environment.encoding());
  }

  /** The order of some columns of an index. */
  static KeyInfo ofColumns(
      Environment environment, List<IndexColumn> columns, boolean withDirections) {
    int n = columns.size();
    Collation[] collations = new Collation[n];
    byte[] flags = new byte[n];
    for (int i = 0; i < n; i++) {
      collations[i] = environment.collation(columns.get(i).collation());
      flags[i] = withDirections && columns.get(i).descending() ? KeyInfo.DESC : 0;
    }
    return new KeyInfo(n, n, collations, flags, environment.encoding());
  }

  /** The order that ORDER BY or GROUP BY asks for, of records with {@code more} further fields. */
  static KeyInfo of(Environment environment, List<SortTerm> terms, int more) {
    int n = terms.size();
    Collation[] collations = new Collation[n];
    byte[] flags = new byte[n];
    for (int i = 0; i < n; i++) {
      SortTerm term = terms.get(i);
      collations[i] = term.collation();
      flags[i] =
          (byte) ((term.descending() ? KeyInfo.DESC : 0) | (term.bigNull() ? KeyInfo.BIG_NULL : 0));
    }
    return new KeyInfo(n, n + more, collations, flags, environment.encoding());
  }

  /** Ascending order by some collations. */
  static KeyInfo ascending(Environment environment, List<Collation> collations) {
    int n = collations.size();
    return new KeyInfo(
        n, n, collations.toArray(Collation[]::new), new byte[n], environment.encoding());
  }
}
