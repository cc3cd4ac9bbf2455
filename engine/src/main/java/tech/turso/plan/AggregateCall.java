package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.func.FunctionDef;
import tech.turso.value.Collation;

/**
 * A call of an aggregate function in a query.
 *
 * @param function with an aggregate body
 * @param arguments evaluated on the rows before grouping
 * @param distinct whether equal arguments count once
 * @param filter rows for which it is not true are left out
 * @param orderBy the order in which the rows come; empty if any
 * @param collation for min, max and DISTINCT
 */
public record AggregateCall(
    FunctionDef function,
    List<Bound> arguments,
    boolean distinct,
    @Nullable Bound filter,
    List<SortTerm> orderBy,
    Collation collation) {}
