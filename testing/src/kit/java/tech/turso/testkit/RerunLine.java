package tech.turso.testkit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Prints, when a {@link Seeded} test fails, the command that runs just this seed again. */
final class RerunLine implements InvocationInterceptor {
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      System.err.println(line(call.getExecutable(), call.getArguments().getFirst()));
      throw e;
    }
  }

  private static String line(Method method, Object seed) {
    Path module = Path.of("").toAbsolutePath().getFileName();
    return "seed "
        + seed
        + " failed; run it again: mvn -q -pl "
        + module
        + " -am test -Dtest='"
        + method.getDeclaringClass().getSimpleName()
        + "#"
        + method.getName()
        + "' -Dsurefire.failIfNoSpecifiedTests=false -Dseed="
        + seed;
  }
}
