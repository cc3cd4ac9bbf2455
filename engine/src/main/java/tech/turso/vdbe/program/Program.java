package tech.turso.vdbe.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.value.Utf8;

/**
 * What a statement was compiled to: instructions, how many registers and cursors they use, and what
 * the API tells about the statement. Immutable and shared by any number of runs.
 */
public final class Program {
  /** Ints for each instruction in {@link #code}: the op's ordinal, P1, P2, P3, P5. */
  public static final int WIDTH = 5;

  /**
   * A column of the result.
   *
   * @param name what {@code sqlite3_column_name} gives
   * @param declaredType the declared type if the column is a plain column of a table
   * @param database name of the database of that column, such as "main"
   * @param table the name of its table
   * @param origin its name in the table
   */
  public record Column(
      String name,
      @Nullable String declaredType,
      @Nullable String database,
      @Nullable String table,
      @Nullable String origin) {}

  /**
   * A line of EXPLAIN QUERY PLAN.
   *
   * @param id address of its instruction
   * @param parent the id of the line above it; 0 at the top
   * @param text what it says
   */
  public record PlanLine(int id, int parent, String text) {}

  /** What EXPLAIN asks for. */
  public enum Explain {
    /** Run the statement. */
    NO,
    /** List the instructions. */
    PROGRAM,
    /** List the plan. */
    QUERY_PLAN
  }

  /**
   * What the API tells about the statement.
   *
   * @param sql its text, up to and with the semicolon
   * @param columns of the result
   * @param parameterNames name of each parameter from number 1 at index 0; null if it has none
   * @param readOnly whether it makes no direct change to a database
   * @param countsChanges whether its row count becomes {@code changes()}
   * @param statementJournal whether it may fail after having changed something, so that its changes
   *     must be undone on their own
   * @param explain what is asked instead of running
   */
  public record Outline(
      String sql,
      List<Column> columns,
      @Nullable String[] parameterNames,
      boolean readOnly,
      boolean countsChanges,
      boolean statementJournal,
      Explain explain) {}

  /** {@link #WIDTH} ints for each instruction and for a Halt after the last; not written. */
  public final int[] code;

  /** P4 of each instruction; not written. */
  public final @Nullable Object[] p4;

  /** The UTF-8 of P4 of each instruction String; null for the others. */
  private final byte[] @Nullable [] texts;

  private final boolean usesTransaction;
  private final boolean writesDatabase;
  private final @Nullable String[] comments;
  private final int registerCount;
  private final int cursorCount;
  private final List<PlanLine> planLines;
  private final Outline outline;

  Program(
      int[] code,
      @Nullable Object[] p4,
      @Nullable String[] comments,
      int registerCount,
      int cursorCount,
      List<PlanLine> planLines,
      Outline outline) {
    this.code = code;
    this.p4 = p4;
    this.comments = comments;
    this.registerCount = registerCount;
    this.cursorCount = cursorCount;
    this.planLines = planLines;
    this.outline = outline;
    texts = new byte[p4.length][];
    boolean uses = false;
    boolean writes = false;
    for (int i = 0; i < p4.length; i++) {
      switch (op(i)) {
        case STRING -> texts[i] = Utf8.encode(String.valueOf(p4[i]));
        case TRANSACTION -> {
          uses = true;
          writes |= p2(i) != 0;
        }
        case AUTO_COMMIT, SAVEPOINT -> uses = true;
        case CHECKPOINT, VACUUM, JOURNAL_MODE -> {
          uses = true;
          writes = true;
        }
        default -> {}
      }
    }
    usesTransaction = uses;
    writesDatabase = writes;
  }

  /** How many instructions there are. */
  public int length() {
    return p4.length;
  }

  /** The UTF-8 of P4 of the instruction {@code String} at {@code address}; not written. */
  public byte[] text(int address) {
    byte[] text = texts[address];
    return text == null ? Bytes.EMPTY : text;
  }

  /** Whether it begins or ends a transaction. */
  public boolean usesTransaction() {
    return usesTransaction;
  }

  /** Whether it begins a write transaction or changes files in another way. */
  public boolean writesDatabase() {
    return writesDatabase;
  }

  /** The highest register. Registers are numbered from 1. */
  public int registerCount() {
    return registerCount;
  }

  /** How many cursors there are, numbered from 0. */
  public int cursorCount() {
    return cursorCount;
  }

  /** The lines of EXPLAIN QUERY PLAN in order. */
  public List<PlanLine> planLines() {
    return planLines;
  }

  /** What the API tells about the statement. */
  public Outline outline() {
    return outline;
  }

  /** The operation at {@code address}. */
  public Op op(int address) {
    return Op.at(code[address * WIDTH]);
  }

  /** P1 at {@code address}. */
  public int p1(int address) {
    return code[address * WIDTH + 1];
  }

  /** P2 at {@code address}. */
  public int p2(int address) {
    return code[address * WIDTH + 2];
  }

  /** P3 at {@code address}. */
  public int p3(int address) {
    return code[address * WIDTH + 3];
  }

  /** P5 at {@code address}. */
  public int p5(int address) {
    return code[address * WIDTH + 4];
  }

  /** The comment of the instruction at {@code address}, or null. */
  public @Nullable String comment(int address) {
    return comments[address];
  }
}
