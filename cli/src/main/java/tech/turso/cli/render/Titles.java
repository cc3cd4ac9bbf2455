package tech.turso.cli.render;

/** Whether the names of the columns are shown. */
public enum Titles {
  /** As the mode wants it. */
  AUTO,
  /** Never. */
  OFF,
  /** Above the first row. */
  ON,
  /** Also if there is no row. */
  ALWAYS;

  /** Whether they are shown above rows. */
  public boolean shown() {
    return this == ON || this == ALWAYS;
  }
}
