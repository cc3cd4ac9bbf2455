package tech.turso.plan;

/**
 * What pragmas say about the change of rows.
 *
 * @param schemaWritable whether the schema tables may be changed
 * @param checks whether CHECK constraints are tested
 * @param foreignKeys whether foreign keys are enforced
 * @param recursiveTriggers whether triggers may set off triggers
 */
public record ChangeRules(
    boolean schemaWritable, boolean checks, boolean foreignKeys, boolean recursiveTriggers) {
  /** What holds if no pragma was given. */
  public static final ChangeRules DEFAULT = new ChangeRules(false, true, false, false);
}
