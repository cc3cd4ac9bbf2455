package tech.turso.cli.render;

/** Where text stands in its column. */
public enum Align {
  /** Numbers at the right, all else at the left. */
  AUTO,
  /** At the left. */
  LEFT,
  /** In the middle. */
  CENTER,
  /** At the right. */
  RIGHT
}
