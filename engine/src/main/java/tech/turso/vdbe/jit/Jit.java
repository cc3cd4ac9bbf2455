package tech.turso.vdbe.jit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import tech.turso.vdbe.exec.CompiledProgram;
import tech.turso.vdbe.exec.ProgramCompiler;
import tech.turso.vdbe.exec.Vm;
import tech.turso.vdbe.program.Program;

/**
 * Defines the classes, hidden ones: they go away with the last statement that uses them. Option
 * {@code -Dturso.jit=N} sets the {@link #threshold}; 0 interprets everything.
 *
 * <p>The threshold is where a class begins to pay: it takes some milliseconds to make, and starts
 * in the JVM's bytecode interpreter, while the methods of the interpreter of programs are compiled
 * long since.
 */
public final class Jit implements ProgramCompiler {
  /** The compiler; null if nothing is to be compiled. */
  public static final @Nullable Jit INSTANCE = make();

  private final int threshold;

  private Jit(int threshold) {
    this.threshold = threshold;
  }

  private static @Nullable Jit make() {
    int threshold = Integer.getInteger("turso.jit", 1_000_000);
    return threshold > 0 ? new Jit(threshold) : null;
  }

  @Override
  public int threshold() {
    return threshold;
  }

  @Override
  public @Nullable CompiledProgram compile(Program program) {
    byte[] bytes = new ProgramClass(program).bytes();
    if (bytes.length == 0) {
      return null;
    }
    try {
      MethodHandles.Lookup vm = MethodHandles.privateLookupIn(Vm.class, MethodHandles.lookup());
      MethodHandles.Lookup hidden = vm.defineHiddenClass(bytes, true);
      return (CompiledProgram)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      // Platforms may forbid new classes; the interpreter needs none.
      assert false : "J1 " + program.outline().sql() + ": " + e;
      return null;
    }
  }
}
