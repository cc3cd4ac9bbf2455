/**
 * From the syntax tree to a query whose names are bound and whose way is chosen. Three steps, none
 * of which looks back: {@link tech.turso.plan.Resolver} binds names, {@link
 * tech.turso.plan.Rewriter} simplifies, {@link tech.turso.plan.Planner} chooses access paths and
 * the order of joins.
 *
 * <p>Invariants: L1, a {@link tech.turso.plan.Bound} holds no names. L2, a {@link
 * tech.turso.plan.Source} belongs to one query; a bound column of an outer query's source makes the
 * query correlated. L3, two bound expressions that are {@code equals} have equal values on one row.
 */
package tech.turso.plan;
