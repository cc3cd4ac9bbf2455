package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.Ascii;
import tech.turso.btree.Btree;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordReader;
import tech.turso.schema.Index;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.value.Register;

/**
 * Reads {@code sqlite_stat1}, which an ANALYZE left, into the tables and indexes of a schema.
 *
 * <p>SQLite: analyze.c sqlite3AnalysisLoad, decodeIntArray.
 */
final class Statistics {
  private Statistics() {}

  static void load(Btree btree, Schema schema) {
    Table stat = schema.table("sqlite_stat1");
    if (stat == null || stat.columns().size() < 3) {
      return;
    }
    TableCursor cursor = btree.tableCursor(stat.rootPage(), false);
    try {
      Register table = new Register();
      Register index = new Register();
      Register text = new Register();
      for (boolean more = cursor.first(); more; more = cursor.next()) {
        RecordReader record = cursor.record();
        if (record.column(0, table) && record.column(1, index) && record.column(2, text)) {
          add(schema, table, index, text);
        }
      }
    } finally {
      cursor.close();
    }
  }

  private static void add(Schema schema, Register tableName, Register indexName, Register text) {
    if (tableName.type != Register.TEXT || text.type != Register.TEXT) {
      return;
    }
    Table table = schema.table(tableName.decodeText());
    long[] numbers = numbers(text.decodeText());
    if (table == null || numbers.length == 0) {
      return;
    }
    if (indexName.type != Register.TEXT) {
      table.rowEstimate(numbers[0]);
      return;
    }
    Index index = schema.index(indexName.decodeText());
    if (index == null && Ascii.equalsIgnoreCase(indexName.decodeText(), table.name())) {
      index = table.primaryKeyIndex();
    }
    if (index != null && index.table() == table) {
      index.rowEstimates(numbers);
      if (index.where() == null) {
        table.rowEstimate(numbers[0]);
      }
    }
  }

  private static long[] numbers(String text) {
    List<Long> out = new ArrayList<>();
    int at = 0;
    while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
      long n = 0;
      while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
        n = Math.min(n * 10 + text.charAt(at) - '0', Long.MAX_VALUE / 20);
        at++;
      }
      out.add(n);
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    long[] numbers = new long[out.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = out.get(i);
    }
    return numbers;
  }
}
