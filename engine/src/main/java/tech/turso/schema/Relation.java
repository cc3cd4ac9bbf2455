package tech.turso.schema;

/** What may stand in a FROM clause by its name. */
public sealed interface Relation permits Table, View {
  /** Its name as created. */
  String name();
}
