package tech.turso.testing.architecture;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which package may name which. Each row names packages of rows above it only, so the table has no
 * cycle; a package that has no row is an error, and so is a name that the row does not list.
 */
final class Direction {
  private static final String ROOT = "tech.turso.";
  private static final Map<String, Set<String>> TABLE = new LinkedHashMap<>();

  /** Groups of packages that rows name together. */
  private static final String[] SHARED = {"base", "value", "ext", "func"};

  private static final String[] STORAGE = {
    "vfs", "record", "wal", "journal", "pager", "btree",
  };

  private static final String[] SQL = {"sql.ast", "sql.parser", "schema", "plan", "plan.rewrite"};

  static {
    // shared by all
    row("base");
    row("value", "base");
    row("ext", "base", "value");
    row("func", "base", "value", "ext");
    row("datetime", SHARED);

    // storage
    row("vfs", "base", "value");
    row("vfs.memory", "base", "value", "vfs");
    row("vfs.sim", "base", "value", "vfs", "vfs.memory");
    row("vfs.ffm", "base", "value", "vfs");
    row("vfs.nio", "base", "value", "vfs", "vfs.ffm");
    row("record", "base", "value", "vfs");
    row("wal", "base", "value", "vfs", "vfs.memory", "record");
    row("journal", "base", "value", "vfs", "vfs.memory", "record");
    row("pager", "base", "value", "vfs", "vfs.memory", "record", "wal", "journal");
    row("btree", "base", "value", "vfs", "record", "wal", "journal", "pager");

    // SQL
    row("sql.ast", SHARED);
    row("sql.parser", SHARED, "sql.ast");
    row("schema", SHARED, "sql.ast", "sql.parser");
    row("plan", SHARED, "sql.ast", "sql.parser", "schema");
    row("plan.rewrite", SHARED, "sql.ast", "sql.parser", "schema", "plan");

    // machine
    row("vdbe.program", SHARED);
    row("codegen", concat(SHARED, SQL), "vdbe.program");
    row("vdbe.exec", concat(SHARED, STORAGE), "vdbe.program");
    row("vdbe.jit", concat(SHARED, STORAGE), "vdbe.program", "vdbe.exec");

    // top
    row(
        "engine",
        concat(concat(SHARED, STORAGE), SQL),
        "datetime",
        "vfs.memory",
        "vfs.nio",
        "vfs.ffm",
        "codegen",
        "vdbe.program",
        "vdbe.exec",
        "vdbe.jit");
    row("api", SHARED, "vfs", "sql.parser", "vdbe.program", "engine");

    // beside the engine; their sub-packages count as one with them
    row("jdbc", "ext", "api");
    row("", "ext", "api", "jdbc"); // the package tech.turso itself: the driver's entry
    row("cli", "ext", "api");
  }

  private Direction() {}

  private static void row(String name, String... uses) {
    for (String used : uses) {
      if (!TABLE.containsKey(used)) {
        throw new AssertionError(name + " would use " + used + ", which is not below it");
      }
    }
    Set<String> allowed = new HashSet<>(Set.of(uses));
    allowed.add(name);
    TABLE.put(name, allowed);
  }

  private static void row(String name, String[] group, String... uses) {
    row(name, concat(group, uses));
  }

  private static String[] concat(String[] a, String[] b) {
    String[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** What is wrong with class {@code user} naming class {@code used}; null if nothing. */
  static String error(String user, String used) {
    if (!used.startsWith(ROOT)) {
      return null;
    }
    Set<String> allowed = TABLE.get(packageOf(user));
    if (allowed == null) {
      return user + " is in a package that Direction does not list";
    }
    return allowed.contains(packageOf(used)) ? null : user + " must not name " + used;
  }

  /** The package of a class, without {@code tech.turso}. */
  private static String packageOf(String type) {
    int end = type.lastIndexOf('.');
    String name = end < ROOT.length() ? "" : type.substring(ROOT.length(), end);
    return name.startsWith("cli.") ? "cli" : name.startsWith("jdbc.") ? "jdbc" : name;
  }
}
