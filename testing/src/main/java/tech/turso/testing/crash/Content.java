package tech.turso.testing.crash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tech.turso.btree.Btree;
import tech.turso.pager.Pager;
import tech.turso.pager.PagerOptions;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.Value;
import tech.turso.vfs.Vfs;

/** Everything that a database holds, as text: the schema, and the rows in order of their keys. */
final class Content {
  private Content() {}

  /** Reads everything. The first column of every table is its key. */
  static String of(SqlRunner sql) {
    StringBuilder text = new StringBuilder();
    Outcome schema = sql.must("SELECT type, name, sql FROM sqlite_schema ORDER BY name, type");
    text.append(schema).append(sql.must("PRAGMA user_version"));
    for (List<Value> object : schema.rows()) {
      if (object.getFirst().equals(Value.Text.of("table"))) {
        String name = new String(((Value.Text) object.get(1)).utf8(), StandardCharsets.UTF_8);
        text.append(name).append('\n');
        text.append(sql.must("SELECT * FROM \"" + name + "\" ORDER BY 1"));
      }
    }
    return text.toString();
  }

  /** What is wrong with the trees of a file that {@code sql} has open; empty if nothing is. */
  static List<String> faults(SqlRunner sql, Vfs vfs, String path) {
    List<Integer> roots = new ArrayList<>(List.of(1));
    for (List<Value> row : sql.must("SELECT rootpage FROM sqlite_schema").rows()) {
      int root = (int) ((Value.Int) row.getFirst()).value();
      if (root > 0) {
        roots.add(root);
      }
    }
    try (Btree btree = Btree.over(Pager.open(vfs, path, PagerOptions.DEFAULT))) {
      btree.beginRead();
      int[] all = roots.stream().mapToInt(Integer::intValue).toArray();
      List<String> messages = btree.integrityCheck(all, new long[all.length], 10);
      btree.endRead();
      return messages;
    }
  }
}
