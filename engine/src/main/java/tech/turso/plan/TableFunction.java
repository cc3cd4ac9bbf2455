package tech.turso.plan;

import java.util.List;
import tech.turso.ext.VirtualTable;

/**
 * A table-valued function in a FROM clause.
 *
 * @param name of the function
 * @param table what it opens
 * @param arguments in order, for the hidden columns
 */
public record TableFunction(String name, VirtualTable table, List<Bound> arguments) {}
