package tech.turso.plan;

import org.jspecify.annotations.Nullable;

/** How often a statement uses a common table, and how it wants it to be computed. */
public final class CommonUse {
  private final @Nullable Boolean materialized;
  int uses;

  /** The cursor of the ephemeral table that holds its rows, once there is code for it; else -1. */
  private int cursor = -1;

  CommonUse(@Nullable Boolean materialized) {
    this.materialized = materialized;
  }

  /** Whether AS MATERIALIZED was written: nothing of it may mix with the query around. */
  boolean isFence() {
    return materialized != null && materialized;
  }

  /** Whether its rows are to be kept, for several uses. */
  public boolean isKept() {
    return isFence() || uses >= 2 && materialized == null;
  }

  /** Whether conditions may be copied into it. */
  boolean takesConditions() {
    return !isFence() && uses < 2;
  }

  /** The cursor of the ephemeral table that holds its rows; -1 if there is none yet. */
  public int cursor() {
    return cursor;
  }

  /** Says where its rows are from here on. */
  public void cursor(int ephemeral) {
    cursor = ephemeral;
  }
}
