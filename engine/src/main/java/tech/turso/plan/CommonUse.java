package tech.turso.plan;

import org.jspecify.annotations.Nullable;

/** How often a statement uses a common table, and how it wants it to be computed. */
public final class CommonUse {
  private final @Nullable Boolean materialized;
  int uses;

  private int cursor = -1;
  private int subroutine;
  private int returnRegister;
  private int rows;

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

  /** The subroutine that makes sure that the table is filled. */
  public int subroutine() {
    return subroutine;
  }

  /** The register of the subroutine's return address. */
  public int returnRegister() {
    return returnRegister;
  }

  /** Estimate of its rows. */
  public int rows() {
    return rows;
  }

  /** Says where its rows are from here on. */
  public void kept(int ephemeral, int address, int register, int estimate) {
    cursor = ephemeral;
    subroutine = address;
    returnRegister = register;
    rows = estimate;
  }
}
