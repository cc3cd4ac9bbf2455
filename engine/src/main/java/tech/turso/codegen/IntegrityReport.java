package tech.turso.codegen;

import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the rows of an integrity check and keeps their number within what was asked for.
 *
 * <p>SQLite: pragma.c integrityCheckResultRow.
 */
final class IntegrityReport {
  private final ProgramBuilder b;
  private final int left;
  private final int text;
  private final int part;

  IntegrityReport(ProgramBuilder b) {
    this.b = b;
    this.left = b.registers(2);
    this.text = b.register();
    this.part = b.register();
  }

  /** The register that says how many more rows may follow the next. */
  int left() {
    return left;
  }

  /** The register with what the check of the pages found. */
  int found() {
    return left + 1;
  }

  /** The register of the row's text; free for other use between rows. */
  int text() {
    return text;
  }

  /** Emits the row whose text is in {@link #text}, and the end of the run if that was the last. */
  void row() {
    b.add(Op.RESULT_ROW, text, 1);
    b.add(Op.IF_POS, left, b.here() + 2, 1);
    b.add(Op.HALT);
  }

  /** Emits a row of constant text. */
  void say(String message) {
    b.add(Op.STRING, 0, text, 0, message, 0);
    row();
  }

  /** Emits a row of two texts with the number in a register between them. */
  void say(String before, int number, String after) {
    b.add(Op.STRING, 0, text, 0, before, 0);
    b.add(Op.CONCAT, number, text, text);
    if (!after.isEmpty()) {
      b.add(Op.STRING, 0, part, 0, after, 0);
      b.add(Op.CONCAT, part, text, text);
    }
    row();
  }
}
