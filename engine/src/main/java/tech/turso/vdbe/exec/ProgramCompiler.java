package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.vdbe.program.Program;

/** Makes classes of programs that run hot. */
public interface ProgramCompiler {
  /** After how many backward jumps and steps of a statement its program is worth a class. */
  int threshold();

  /** The program as a class; null if it is better interpreted. */
  @Nullable CompiledProgram compile(Program program);
}
