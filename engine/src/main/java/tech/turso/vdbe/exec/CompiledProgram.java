package tech.turso.vdbe.exec;

/** A program as a class; see {@link ProgramCompiler}. */
public interface CompiledProgram {
  /**
   * Runs from the start or from the target of a backward jump. From any other address nothing is
   * done.
   *
   * @return if negative, one of {@link Vm#ROW} and its kin, and {@link Vm#pc} is the next address;
   *     else the address at which the interpreter must go on
   */
  int run(Vm vm, int pc);
}
