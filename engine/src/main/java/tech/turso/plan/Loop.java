package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.ext.VirtualTable;
import tech.turso.schema.Index;

/**
 * A way to go over the rows of one source, given rows of the sources in {@link #prerequisites()}.
 *
 * <p>SQLite: whereInt.h WhereLoop.
 */
public final class Loop {
  /** How the rows are found. */
  public enum Kind {
    /** All rows of the table in the order of rowids, or those between bounds of the rowid. */
    ROWID,
    /** Entries of an index between bounds, perhaps all. */
    INDEX,
    /** An index made for this statement. */
    AUTO_INDEX,
    /** Several loops, one for each arm of an OR. */
    OR,
    /** The rows of a subquery. */
    SUBQUERY,
    /** A virtual table. */
    VIRTUAL
  }

  /** A term in the form in which it restricts a column. */
  public record Bounded(Term term, Term.Form form) {
    /** Whether the column has one value in the loop. */
    boolean isSingle() {
      return form.operator() != Term.Operator.IN;
    }
  }

  /**
   * An arm of an OR.
   *
   * @param terms all conditions of the arm
   */
  public record Arm(Loop loop, List<Term> terms) {}

  final Source source;
  final Kind kind;
  final @Nullable Index index;
  final List<Bounded> equal = new ArrayList<>();
  @Nullable Bounded lower;
  @Nullable Bounded upper;
  final List<Arm> arms = new ArrayList<>();
  @Nullable Term orTerm;
  VirtualTable.@Nullable Plan virtualPlan;
  List<Bounded> virtualTerms = List.of();
  long prerequisites;
  boolean covering;
  boolean oneRow;
  boolean firstOnly;
  int setup;
  int run;
  int out;

  Loop(Source source, Kind kind, @Nullable Index index) {
    this.source = source;
    this.kind = kind;
    this.index = index;
  }

  Loop copy() {
    Loop copy = new Loop(source, kind, index);
    copy.equal.addAll(equal);
    copy.lower = lower;
    copy.upper = upper;
    copy.prerequisites = prerequisites;
    copy.covering = covering;
    copy.oneRow = oneRow;
    copy.setup = setup;
    copy.run = run;
    copy.out = out;
    return copy;
  }

  /** Whose rows these are. */
  public Source source() {
    return source;
  }

  /** How the rows are found. */
  public Kind kind() {
    return kind;
  }

  /** The index of an INDEX loop; of a WITHOUT ROWID table perhaps the table itself. */
  public @Nullable Index index() {
    return index;
  }

  /** Terms that fix the leading columns of the index, or the rowid, in order. */
  public List<Bounded> equal() {
    return equal;
  }

  /** The lower bound of the next column. */
  public @Nullable Bounded lower() {
    return lower;
  }

  /** The upper bound of the next column. */
  public @Nullable Bounded upper() {
    return upper;
  }

  /** The arms of an OR loop. */
  public List<Arm> arms() {
    return arms;
  }

  /** The OR of an OR loop. */
  public @Nullable Term orTerm() {
    return orTerm;
  }

  /** The plan of a virtual table. */
  public VirtualTable.@Nullable Plan virtualPlan() {
    return virtualPlan;
  }

  /** The values that the virtual table's plan is given, in order. */
  public List<Bounded> virtualTerms() {
    return virtualTerms;
  }

  /** Sources that must be on a row before, as bits by their index. */
  public long prerequisites() {
    return prerequisites;
  }

  /** Whether the index holds all columns that are needed. */
  public boolean isCovering() {
    return covering;
  }

  /** Whether it finds at most one row. */
  public boolean isOneRow() {
    return oneRow;
  }

  /** Whether it ends with its first row, because that has the least or greatest value wanted. */
  public boolean isFirstOnly() {
    return firstOnly;
  }

  /** Whether it goes over all rows. */
  public boolean isFullScan() {
    return equal.isEmpty() && lower == null && upper == null && kind != Kind.OR;
  }

  boolean uses(Term term) {
    for (Bounded b : equal) {
      if (b.term == term) {
        return true;
      }
    }
    return lower != null && lower.term == term
        || upper != null && upper.term == term
        || orTerm == term;
  }
}
