package tech.turso.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.testkit.Repository;

/** The rules that hold the layers apart, over the compiled classes. There are no exceptions. */
final class ArchitectureTest {
  @ParameterizedTest
  @CsvSource({"engine, true", "jdbc, false", "cli, false"})
  void everyClassKeepsTheRules(String module, boolean platform) throws IOException {
    Path classes = Repository.root().resolve(module).resolve("target/classes");
    assertThat(classes).as("compile it first").isDirectory();
    List<String> errors = new ArrayList<>();
    int count = 0;
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(ArchitectureTest::isClass).sorted().toList()) {
        errors.addAll(ClassFileCheck.errors(Files.readAllBytes(file), platform));
        count++;
      }
    }
    assertThat(errors).isEmpty();
    assertThat(count).isGreaterThan(module.equals("engine") ? 10 : -1);
  }

  private static boolean isClass(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class") && !name.equals("module-info.class");
  }

  @Test
  void aTypeThatOnlyADescriptorNamesIsSeen() {
    assertThat(check("tech.turso.value.Low", "tech.turso.pager.Pager", code -> {}))
        .containsExactly("tech.turso.value.Low must not name tech.turso.pager.Pager");
    assertThat(check("tech.turso.pager.High", "tech.turso.value.Register", code -> {})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tech.turso.base.A, tech.turso.value.B",
    "tech.turso.btree.A, tech.turso.schema.B",
    "tech.turso.sql.parser.A, tech.turso.pager.B",
    "tech.turso.vdbe.program.A, tech.turso.vdbe.exec.B",
    "tech.turso.vdbe.exec.A, tech.turso.plan.B",
    "tech.turso.vdbe.exec.A, tech.turso.vfs.nio.B",
    "tech.turso.engine.A, tech.turso.api.B",
    "tech.turso.jdbc.A, tech.turso.engine.B",
    "tech.turso.value.A, tech.turso.nowhere.B",
  })
  void lowerNeverNamesUpper(String user, String used) {
    assertThat(Direction.error(user, used)).isEqualTo(user + " must not name " + used);
  }

  @Test
  void anUnknownPackageIsAnError() {
    assertThat(check("tech.turso.nowhere.A", "java.lang.String", code -> {}))
        .containsExactly("tech.turso.nowhere.A is in a package that Direction does not list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Thread",
        "java.lang.Thread$State",
        "java.lang.invoke.VarHandle",
        "java.lang.foreign.MemorySegment",
        "java.lang.classfile.ClassFile",
        "java.nio.channels.FileChannel",
        "java.nio.file.Path",
        "java.util.concurrent.locks.ReentrantLock",
        "java.util.concurrent.CompletableFuture",
      })
  void platformTypesArePlatformPlacesOnly(String used) {
    for (String user : List.of("tech.turso.pager.A", "tech.turso.vfs.A", "tech.turso.base.Byte")) {
      assertThat(check(user, used, code -> {})).containsExactly(user + " must not use " + used);
    }
    for (String user :
        List.of(
            "tech.turso.vfs.nio.A",
            "tech.turso.vfs.ffm.A",
            "tech.turso.vdbe.jit.A",
            "tech.turso.base.Bytes",
            "tech.turso.vfs.Lock",
            "tech.turso.vfs.Background$1")) {
      assertThat(check(user, used, code -> {})).isEmpty();
    }
  }

  @Test
  void whatTheBrowserHasIsFree() {
    assertThat(check("tech.turso.pager.A", "java.util.concurrent.ConcurrentHashMap", code -> {}))
        .isEmpty();
    assertThat(check("tech.turso.pager.A", "java.lang.ThreadLocal", code -> {})).isEmpty();
  }

  @Test
  void timeAndRandomnessComeFromVfsOnly() {
    Consumer<CodeBuilder> nanoTime =
        code ->
            code.invokestatic(
                    ClassDesc.of("java.lang.System"),
                    "nanoTime",
                    MethodTypeDesc.of(ConstantDescs.CD_long))
                .pop2();
    ClassDesc random = ClassDesc.of("java.util.Random");
    Consumer<CodeBuilder> unseeded =
        code ->
            code.new_(random)
                .invokespecial(random, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void));
    assertThat(check("tech.turso.pager.A", "java.lang.String", nanoTime)).hasSize(1);
    assertThat(check("tech.turso.func.A", "java.lang.String", unseeded)).hasSize(1);
    assertThat(check("tech.turso.vfs.A", "java.lang.String", nanoTime.andThen(unseeded))).isEmpty();
  }

  @Test
  void aMethodThatIsNeverCompiledIsAnError() {
    assertThat(check("tech.turso.pager.A", "java.lang.String", nops(7998))).isEmpty();
    assertThat(check("tech.turso.pager.A", "java.lang.String", nops(7999)))
        .containsExactly("tech.turso.pager.A.method has 8000 bytes and is never compiled");
  }

  private static Consumer<CodeBuilder> nops(int count) {
    return code -> {
      for (int i = 0; i < count; i++) {
        code.nop();
      }
    };
  }

  /** The errors of a class with one method of that code, which takes a {@code parameter}. */
  private static List<String> check(String name, String parameter, Consumer<CodeBuilder> code) {
    byte[] classFile =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                type ->
                    type.withMethodBody(
                        "method",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(parameter)),
                        ClassFile.ACC_STATIC,
                        body -> {
                          code.accept(body);
                          body.return_();
                        }));
    return ClassFileCheck.errors(classFile, true);
  }
}
