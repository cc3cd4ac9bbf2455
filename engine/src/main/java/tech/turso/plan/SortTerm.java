package tech.turso.plan;

import tech.turso.value.Collation;

/**
 * A term of ORDER BY.
 *
 * @param expr what is sorted by
 * @param collation of its texts
 * @param descending whether larger values come first
 * @param bigNull whether NULLs count as the largest values, not as the smallest
 * @param resultColumn index of the result column it is; -1 if it is none
 */
public record SortTerm(
    Bound expr, Collation collation, boolean descending, boolean bigNull, int resultColumn) {}
