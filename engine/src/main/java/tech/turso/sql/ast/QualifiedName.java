package tech.turso.sql.ast;

import org.jspecify.annotations.Nullable;

/** A name that may say its schema: {@code [schema.]name}. */
public record QualifiedName(@Nullable Name schema, Name name) {
  /** Of its first token. */
  public int start() {
    return schema == null ? name.start() : schema.start();
  }

  /** Just past its last token. */
  public int end() {
    return name.end();
  }

  /** As a user would read it, unquoted. */
  @Override
  public String toString() {
    return schema == null ? name.text() : schema.text() + '.' + name.text();
  }
}
