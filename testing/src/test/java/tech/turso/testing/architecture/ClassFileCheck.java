package tech.turso.testing.architecture;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with one class file. */
final class ClassFileCheck {
  /** HotSpot never compiles a method of this many bytes of bytecode or more. */
  private static final int HUGE_METHOD = 8000;

  /** A class in a descriptor or a generic signature. */
  private static final Pattern TYPE = Pattern.compile("L([\\w$/]+)[;<.]");

  /** A conversion of java.util.Formatter whose text is not SQLite's and not the same everywhere. */
  private static final Pattern FLOATING_FORMAT =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[eEgGaA]");

  private static final Pattern FORMATTER =
      Pattern.compile("java.lang.String.format(ted)?|java.util.Formatter.*|.*\\.printf");

  private final ClassModel type;
  private final String self;
  private final List<String> errors = new ArrayList<>();

  private ClassFileCheck(ClassModel type) {
    this.type = type;
    this.self = dotted(type.thisClass().asInternalName());
  }

  /** The errors of a class file; {@code platform}: whether it is one of the engine's. */
  static List<String> errors(byte[] classFile, boolean platform) {
    var check = new ClassFileCheck(ClassFile.of().parse(classFile));
    check.direction();
    check.sizes();
    if (platform) {
      check.platform();
    }
    return check.errors;
  }

  private void direction() {
    for (String used : namedTypes()) {
      add(Direction.error(self, used));
    }
  }

  /** All classes this one names: in code, descriptors, signatures, annotations and strings. */
  private Set<String> namedTypes() {
    Set<String> names = new TreeSet<>();
    names.add(self);
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof ClassEntry used) {
        addType(used.asInternalName(), names);
      } else if (entry instanceof Utf8Entry text) {
        addTypes(text.stringValue(), names);
      }
    }
    return names;
  }

  private static void addType(String internalName, Set<String> to) {
    if (internalName.startsWith("[")) {
      addTypes(internalName, to);
    } else {
      to.add(dotted(internalName));
    }
  }

  private static void addTypes(String descriptor, Set<String> to) {
    Matcher matcher = TYPE.matcher(descriptor);
    while (matcher.find()) {
      to.add(dotted(matcher.group(1)));
    }
  }

  private void sizes() {
    for (MethodModel method : type.methods()) {
      int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
      if (length >= HUGE_METHOD) {
        add(self + "." + method.methodName() + " has " + length + " bytes and is never compiled");
      }
    }
  }

  private void platform() {
    for (String used : namedTypes()) {
      add(Platform.typeError(self, used));
    }
    boolean formats = false;
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        String owner = dotted(member.owner().asInternalName());
        String name = member.name().stringValue();
        add(Platform.memberError(self, owner, name, member.type().stringValue()));
        formats |= FORMATTER.matcher(owner + "." + name).matches();
      }
    }
    for (PoolEntry entry : type.constantPool()) {
      if (formats
          && entry instanceof StringEntry text
          && FLOATING_FORMAT.matcher(text.stringValue()).find()) {
        add(self + " must not format floating-point numbers by \"" + text.stringValue() + "\"");
      }
    }
  }

  private void add(String error) {
    if (Objects.nonNull(error)) {
      errors.add(error);
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
