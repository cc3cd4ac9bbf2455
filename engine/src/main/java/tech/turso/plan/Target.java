package tech.turso.plan;

import tech.turso.schema.Table;

/**
 * The table that a statement changes.
 *
 * @param source its rows under the name that the statement gives it
 * @param shown how messages name it: its alias, or its name as written
 */
public record Target(Table table, int database, Source source, String shown) {}
