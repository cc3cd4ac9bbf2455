package tech.turso.schema;

import java.util.List;
import tech.turso.sql.ast.Select;

/**
 * A view.
 *
 * @param name as created
 * @param columnNames those given in parentheses; empty if none
 * @param select what it stands for
 * @param sql text of its CREATE VIEW
 */
public record View(String name, List<String> columnNames, Select select, String sql)
    implements Relation {}
