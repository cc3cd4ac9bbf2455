package tech.turso.plan;

import java.util.List;

/**
 * The order of a join and the way each source is gone over.
 *
 * @param loops from the outermost to the innermost
 * @param reversed whether each loop runs backwards
 * @param terms all conditions
 * @param orderSatisfied how many leading terms of the wanted order the loops give
 * @param sorted whether rows of which any order was wanted that keeps equal ones together come in
 *     just the order of the terms
 * @param rows estimate of the rows that come out
 * @param used which columns are read
 */
public record JoinPlan(
    List<Loop> loops,
    boolean[] reversed,
    List<Term> terms,
    int orderSatisfied,
    boolean sorted,
    int rows,
    UsedColumns used) {}
