package tech.turso.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;

/**
 * What a foreign key refers to in its parent table: the rowid, or a unique index.
 *
 * <p>SQLite: fkey.c sqlite3FkLocateIndex.
 *
 * @param index the unique index; null for the rowid
 * @param childColumns columns of the child in the order of the index
 */
public record ParentKey(@Nullable Index index, List<Integer> childColumns) {

  /** The key of {@code parent} that {@code key} refers to; null if the parent has none such. */
  public static @Nullable ParentKey of(ForeignKey key, Table parent) {
    if (key.childColumns().size() == 1 && isRowid(key, parent)) {
      return new ParentKey(null, key.childColumns());
    }
    for (Index index : parent.indexes()) {
      if (index.isUnique()
          && index.where() == null
          && index.keyColumns() == key.childColumns().size()) {
        List<Integer> columns = columns(key, parent, index);
        if (columns != null) {
          return new ParentKey(index, columns);
        }
      }
    }
    return null;
  }

  private static boolean isRowid(ForeignKey key, Table parent) {
    int alias = parent.rowidAlias();
    return alias >= 0
        && (key.parentColumns().isEmpty()
            || Ascii.equalsIgnoreCase(
                parent.columns().get(alias).name(), key.parentColumns().get(0)));
  }

  /** The columns of the child that stand for those of the index; null if they do not match. */
  private static @Nullable List<Integer> columns(ForeignKey key, Table parent, Index index) {
    if (key.parentColumns().isEmpty()) {
      return index.origin() == Index.Origin.PRIMARY_KEY ? key.childColumns() : null;
    }
    Integer[] out = new Integer[index.keyColumns()];
    for (int i = 0; i < out.length; i++) {
      IndexColumn indexed = index.columns().get(i);
      if (indexed.column() < 0) {
        return null;
      }
      Column column = parent.columns().get(indexed.column());
      if (!Ascii.equalsIgnoreCase(indexed.collation(), column.collation())) {
        return null; // the index has another order than the column
      }
      for (int j = 0; j < key.parentColumns().size() && out[i] == null; j++) {
        if (Ascii.equalsIgnoreCase(key.parentColumns().get(j), column.name())) {
          out[i] = key.childColumns().get(j);
        }
      }
      if (out[i] == null) {
        return null;
      }
    }
    return List.of(out);
  }
}
