package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.func.FunctionDef;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;

/**
 * An expression whose names are bound. Records with structural equality: equal expressions have
 * equal values on one row, unless they call a function that is not deterministic.
 */
public sealed interface Bound {

  /** The affinity that this expression brings to a comparison. SQLite: datatype3 §3.2. */
  default Affinity affinity() {
    return Affinity.NONE;
  }

  /** {@code NULL}. */
  record Null() implements Bound {}

  /** An integer. */
  record Int(long value) implements Bound {}

  /** A real; compared by its bits. */
  record Real(double value) implements Bound {}

  /** A text. */
  record Text(String value) implements Bound {}

  /**
   * A blob.
   *
   * @param hex its bytes in hexadecimal
   */
  record Blob(String hex) implements Bound {}

  /** A parameter. */
  record Variable(int number) implements Bound {}

  /**
   * A column of a source.
   *
   * @param column index of the column; {@link Source#ROWID} for the rowid
   */
  record Column(Source source, int column) implements Bound {
    @Override
    public Affinity affinity() {
      return source.affinity(column);
    }
  }

  /** A value that stands in a register already: of a row being written, or computed before. */
  record InRegister(int register, Affinity affinity, @Nullable String collation) implements Bound {}

  /** NULL while {@code source} is on a row of NULLs that an outer join added, else the operand. */
  record IfNullRow(Source source, Bound operand) implements Bound {
    @Override
    public Affinity affinity() {
      return operand.affinity();
    }
  }

  /** {@code -x}. */
  record Negate(Bound operand) implements Bound {}

  /** {@code ~x}. */
  record BitNot(Bound operand) implements Bound {}

  /** {@code +x}: takes the affinity away. */
  record Plus(Bound operand) implements Bound {}

  /** {@code NOT x}. */
  record Not(Bound operand) implements Bound {}

  /** Arithmetic, bits and {@code ||}. */
  record Arithmetic(BinaryOp op, Bound left, Bound right) implements Bound {}

  /**
   * A comparison by {@code = <> < <= > >=}.
   *
   * @param affinity applied to both sides first
   * @param collation of texts; null is BINARY
   */
  record Compare(
      BinaryOp op, Bound left, Bound right, Affinity compareAffinity, Collation collation)
      implements Bound {}

  /** {@code left IS [NOT] right}. */
  record Is(Bound left, Bound right, boolean not, Affinity compareAffinity, Collation collation)
      implements Bound {}

  /** {@code a AND b}. */
  record And(Bound left, Bound right) implements Bound {}

  /** {@code a OR b}. */
  record Or(Bound left, Bound right) implements Bound {}

  /** {@code x IS [NOT] NULL}. */
  record IsNull(Bound operand, boolean not) implements Bound {}

  /** {@code x IS [NOT] TRUE} and {@code FALSE}. */
  record IsTruth(Bound operand, boolean truth, boolean not) implements Bound {}

  /** {@code x BETWEEN low AND high}; each bound is compared as {@code >=} and {@code <=} would. */
  record Between(
      Bound operand,
      Bound low,
      Bound high,
      Affinity lowAffinity,
      Collation lowCollation,
      Affinity highAffinity,
      Collation highCollation)
      implements Bound {}

  /**
   * {@code x IN (a, b, ...)}.
   *
   * @param compareAffinity applied to both sides
   */
  record InList(Bound operand, List<Bound> list, Affinity compareAffinity, Collation collation)
      implements Bound {}

  /**
   * {@code (x, ...) IN (SELECT ...)}.
   *
   * @param operands one for each column of the query
   */
  record InQuery(
      List<Bound> operands,
      Query query,
      List<Affinity> compareAffinities,
      List<Collation> collations)
      implements Bound {}

  /** {@code CASE}; a comparison with the operand is in the branch already. */
  record Case(List<Branch> branches, @Nullable Bound otherwise) implements Bound {
    /** {@code WHEN when THEN then}. */
    public record Branch(Bound when, Bound then) {}
  }

  /**
   * {@code CASE operand WHEN value ...}: the operand is computed once.
   *
   * @param affinities of each comparison
   * @param collations of each comparison
   */
  record Switch(
      Bound operand,
      List<Case.Branch> branches,
      List<Affinity> affinities,
      List<Collation> collations,
      @Nullable Bound otherwise)
      implements Bound {}

  /** {@code CAST(x AS type)}. */
  record Cast(Bound operand, Affinity type) implements Bound {
    @Override
    public Affinity affinity() {
      return type;
    }
  }

  /** {@code x COLLATE c}. */
  record Collate(Bound operand, Collation collation) implements Bound {
    @Override
    public Affinity affinity() {
      return operand.affinity();
    }
  }

  /**
   * A call of a scalar function.
   *
   * @param collation for those that compare
   * @param pureUse where the result may depend on the arguments alone, as {@code an index}; else
   *     null
   */
  record Call(
      FunctionDef function,
      List<Bound> arguments,
      @Nullable Collation collation,
      @Nullable String pureUse)
      implements Bound {}

  /** The result of an aggregate of this or of an outer query. */
  record Aggregate(AggregateCall call) implements Bound {}

  /** {@code (SELECT ...)} as a value: its first row's column {@code column}. */
  record Scalar(Query query, int column) implements Bound {
    @Override
    public Affinity affinity() {
      return query.columns().get(column).expr().affinity();
    }
  }

  /** {@code EXISTS (SELECT ...)}. */
  record Exists(Query query) implements Bound {}

  /** A row value; only as an operand of a comparison, of IN and of an assignment. */
  record Row(List<Bound> elements) implements Bound {}

  /** {@code (SELECT a, b, ...)} as a row value. */
  record RowQuery(Query query) implements Bound {}

  /** A comparison of two row values of equal size. */
  record RowCompare(
      BinaryOp op,
      List<Bound> left,
      List<Bound> right,
      List<Affinity> affinities,
      List<Collation> collations)
      implements Bound {}

  /** {@code RAISE(...)}. */
  record Raise(ConflictAction action, @Nullable Bound message) implements Bound {}
}
