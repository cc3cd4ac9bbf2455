package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.value.Collation;

/**
 * {@code left op right}; compounds of several arms nest on the left.
 *
 * @param columns of the first arm
 * @param collations of each column, for what counts as equal
 * @param orderBy terms whose {@code resultColumn} is the column
 */
public record CompoundQuery(
    int id,
    CompoundOp op,
    Query left,
    Query right,
    List<ResultColumn> columns,
    List<Collation> collations,
    List<SortTerm> orderBy,
    @Nullable Bound limit,
    @Nullable Bound offset,
    boolean isCorrelated)
    implements Query {}
