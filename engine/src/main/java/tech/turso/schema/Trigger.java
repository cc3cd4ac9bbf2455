package tech.turso.schema;

/**
 * A trigger, as far as the schema lists it.
 *
 * @param name as created
 * @param table name of the table or view it is on
 * @param sql its CREATE TRIGGER
 */
public record Trigger(String name, String table, String sql) {}
