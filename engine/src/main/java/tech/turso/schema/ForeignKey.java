package tech.turso.schema;

import java.util.List;

/**
 * A FOREIGN KEY constraint of a child table.
 *
 * @param childColumns indexes of the child's columns
 * @param parentTable name of the parent
 * @param parentColumns names in the parent; empty for its primary key
 * @param onDelete the action's text, such as "NO ACTION"
 * @param onUpdate the action's text
 * @param match the name after MATCH, "NONE" if none
 * @param deferred whether it is INITIALLY DEFERRED
 */
public record ForeignKey(
    List<Integer> childColumns,
    String parentTable,
    List<String> parentColumns,
    String onDelete,
    String onUpdate,
    String match,
    boolean deferred) {}
