package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code VALUES (...), (...)}.
 *
 * @param rows at least one, all of the size of {@code columns}
 */
public record ValuesQuery(
    int id,
    List<ResultColumn> columns,
    List<List<Bound>> rows,
    List<SortTerm> orderBy,
    @Nullable Bound limit,
    @Nullable Bound offset,
    boolean isCorrelated)
    implements Query {}
