package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;

/**
 * The rules by which comparisons get their affinity and collation.
 *
 * <p>Source: SQLite, "Datatypes In SQLite" §4.2 and §7.1. SQLite: expr.c sqlite3CompareAffinity,
 * sqlite3ExprCollSeq, sqlite3BinaryCompareCollSeq.
 */
public final class Typing {
  private final Environment environment;

  /** Looks collations up in {@code environment}. */
  public Typing(Environment environment) {
    this.environment = environment;
  }

  /** The collation of that name. */
  Collation collation(String name) {
    return environment.collation(name);
  }

  /** The affinity that a comparison of two expressions applies to both. */
  public static Affinity compareAffinity(Affinity left, Affinity right) {
    boolean leftHas = left != Affinity.NONE;
    boolean rightHas = right != Affinity.NONE;
    if (leftHas && rightHas) {
      return left.isNumeric() || right.isNumeric() ? Affinity.NUMERIC : Affinity.BLOB;
    }
    return leftHas ? left : right;
  }

  /** The affinity that {@code x IN (list)} applies: that of x, but integers stay exact. */
  public static Affinity listAffinity(Bound operand) {
    Affinity affinity = operand.affinity();
    if (affinity == Affinity.REAL) {
      return Affinity.NUMERIC;
    }
    return affinity == Affinity.NONE ? Affinity.BLOB : affinity;
  }

  /** The collation of a comparison of two expressions. */
  public Collation compareCollation(Bound left, Bound right) {
    if (hasExplicit(left)) {
      return orBinary(collationOf(left));
    }
    if (hasExplicit(right)) {
      return orBinary(collationOf(right));
    }
    Collation of = collationOf(left);
    return orBinary(of != null ? of : collationOf(right));
  }

  /** The collation by which values of {@code expr} are sorted and made distinct. */
  public Collation sortCollation(Bound expr) {
    return orBinary(collationOf(expr));
  }

  private Collation orBinary(@Nullable Collation collation) {
    return collation == null ? environment.binary() : collation;
  }

  /** Whether COLLATE stands somewhere in {@code expr} so that it counts as the whole's. */
  public static boolean hasExplicit(Bound expr) {
    return switch (expr) {
      case Bound.Collate c -> true;
      case Bound.Column c -> false;
      case Bound.Scalar q -> false;
      case Bound.Exists q -> false;
      case Bound.RowQuery q -> false;
      default -> Bounds.anyChild(expr, Typing::hasExplicit);
    };
  }

  /** The collation of an expression; null if it has none. */
  public @Nullable Collation collationOf(Bound expr) {
    return switch (expr) {
      case Bound.Collate c -> c.collation();
      case Bound.Column c -> environment.collation(c.source().collation(c.column()));
      case Bound.InRegister r ->
          r.collation() == null ? null : environment.collation(r.collation());
      case Bound.Cast c -> collationOf(c.operand());
      case Bound.Plus p -> collationOf(p.operand());
      case Bound.IfNullRow r -> collationOf(r.operand());
      case Bound.Scalar q -> null;
      case Bound.Exists q -> null;
      case Bound.RowQuery q -> null;
      case Bound.Row r -> collationOf(r.elements().get(0));
      default -> explicitBelow(expr);
    };
  }

  private @Nullable Collation explicitBelow(Bound expr) {
    for (Bound child : Bounds.children(expr)) {
      if (hasExplicit(child)) {
        return collationOf(child);
      }
    }
    return null;
  }

  /** The collation of the first argument that has one, for functions that compare. */
  public Collation argumentCollation(List<Bound> arguments) {
    for (Bound argument : arguments) {
      Collation of = collationOf(argument);
      if (of != null) {
        return of;
      }
    }
    return environment.binary();
  }
}
