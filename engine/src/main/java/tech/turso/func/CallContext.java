package tech.turso.func;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.SqlType;
import tech.turso.value.Collation;
import tech.turso.value.Numbers;
import tech.turso.value.RealDigits;
import tech.turso.value.Register;

/**
 * The arguments and the result of a call. The machine keeps one for each place of a program that
 * calls a function, points it at a slice of its registers and calls the body: nothing is allocated
 * per call.
 *
 * <p>Built-in bodies use {@link #arg}, {@link #text(int)} and {@link #result}; users' functions see
 * it as a {@link FunctionContext}.
 */
public final class CallContext implements FunctionContext {
  private final FunctionHost host;
  private final Collation collation;
  private final int constantMask;
  private Register[] registers = new Register[0];
  private int first;
  private int count;
  private Register result = new Register();
  private boolean skipsLoad;
  private @Nullable String pureUse;

  private @Nullable RealDigits digits;
  private @Nullable Object memo;

  /** Arguments as other types; made when first needed. */
  private Register[] converted = new Register[0];

  private @Nullable Object[] kept = new Object[0];

  /** A context for one place of a program, none of whose arguments is known to be constant. */
  public CallContext(FunctionHost host, Collation collation) {
    this(host, collation, 0);
  }

  /**
   * A context for one place of a program.
   *
   * @param constantMask bit i says that argument i is the same in all calls of a run; for arguments
   *     from 32 on it cannot be said
   */
  public CallContext(FunctionHost host, Collation collation, int constantMask) {
    this.host = host;
    this.collation = collation;
    this.constantMask = constantMask;
  }

  /**
   * Sets the arguments to {@code registers[first .. first + count)} and the result to {@code
   * result}, which is none of them and becomes NULL.
   */
  public void begin(Register[] registers, int first, int count, Register result) {
    this.registers = registers;
    this.first = first;
    this.count = count;
    this.result = result;
    this.skipsLoad = false;
    result.setNull();
  }

  /**
   * Says that results may depend on arguments alone, because the place of the call is an index or
   * its like.
   *
   * @param place for messages, such as {@code an index}
   */
  public void pureUse(String place) {
    pureUse = place;
  }

  /** Where results may depend on arguments alone: {@code an index} and its like; else null. */
  public @Nullable String pureUse() {
    return pureUse;
  }

  /** How many arguments there are. */
  public int argCount() {
    return count;
  }

  /** Argument {@code i}, counted from 0; not to be changed. */
  public Register arg(int i) {
    assert i >= 0 && i < count : i;
    return registers[first + i];
  }

  /** Where the result goes. */
  public Register result() {
    return result;
  }

  /** The collation of functions that compare, such as {@code max}. */
  public Collation collation() {
    return collation;
  }

  /** The connection's services. */
  public FunctionHost host() {
    return host;
  }

  /**
   * Argument {@code i} as TEXT; null for NULL. A TEXT is the argument itself; anything else is
   * converted into a register that the next call may use again. A blob's bytes count as UTF-8.
   */
  public @Nullable Register textArg(int i) {
    Register arg = arg(i);
    if (arg.type == Register.TEXT) {
      return arg;
    }
    return arg.type == Register.NULL ? null : convert(i, arg);
  }

  /**
   * Argument {@code i} as bytes: a BLOB or TEXT is the argument itself (a zeroblob written out), a
   * number its TEXT; null for NULL.
   */
  public @Nullable Register blobArg(int i) {
    Register arg = arg(i);
    if (arg.type == Register.BLOB) {
      if (arg.zeros == 0) {
        return arg;
      }
      Register blob = scratch(i);
      blob.borrow(arg);
      blob.expandZeros();
      return blob;
    }
    return textArg(i);
  }

  /**
   * Argument {@code i} as a number if it is one: text that is wholly a number becomes INTEGER or
   * REAL; anything else is the argument itself. SQLite: sqlite3_value_numeric_type.
   */
  public Register numericArg(int i) {
    Register arg = arg(i);
    if (arg.type != Register.TEXT) {
      return arg;
    }
    Register number = scratch(i);
    number.borrow(arg);
    Numbers.applyNumericKeepingReal(number);
    return number;
  }

  private Register convert(int i, Register arg) {
    Register text = scratch(i);
    text.set(arg);
    if (arg.type == Register.BLOB) {
      text.expandZeros();
      text.setText(text.bytes, text.offset, text.length);
    } else {
      Numbers.toText(text);
    }
    return text;
  }

  private Register scratch(int i) {
    if (i >= converted.length) {
      int old = converted.length;
      converted = Arrays.copyOf(converted, i + 1);
      for (int k = old; k <= i; k++) {
        converted[k] = new Register();
      }
    }
    return converted[i];
  }

  /** What the body kept at its last call from the same place; null at first. */
  public @Nullable Object memo() {
    return memo;
  }

  /** Keeps scratch space for the next call from the same place. */
  public void memo(Object scratch) {
    memo = scratch;
  }

  /** Appends a REAL with {@code places} digits after the point, zero-filled to a width. */
  public void appendReal(double real, int places, int width, Utf8Builder out) {
    int from = out.length();
    RealFormat.render(digits(), real, 'f', places, width, RealFormat.PLAIN, out);
    out.zeroFill(from, width);
  }

  /** Appends a REAL with at most {@code significant} digits, as {@code %g} does. */
  public void appendGeneral(double real, int significant, Utf8Builder out) {
    RealFormat.render(digits(), real, 'g', significant, 0, RealFormat.PLAIN, out);
  }

  /** Scratch space for taking a REAL apart. */
  RealDigits digits() {
    RealDigits d = digits;
    if (d == null) {
      d = new RealDigits();
      digits = d;
    }
    return d;
  }

  private boolean isConstant(int argument) {
    return argument >= 0 && argument < 32 && (constantMask & 1 << argument) != 0;
  }

  /** Says that the row just taken in by min() or max() is not the one to show bare columns of. */
  public void skipLoad() {
    skipsLoad = true;
  }

  /** Whether the last step said {@link #skipLoad}. */
  public boolean skipsLoad() {
    return skipsLoad;
  }

  /**
   * Checks the length of a result before it is made.
   *
   * @throws DbException.Sql with TOOBIG if it is beyond the limit
   */
  public void checkLength(long bytes) {
    if (bytes > host.maxLength()) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
  }

  /** Makes a copy of the value, sharing its bytes, the result. */
  public void resultOf(Register value) {
    result.set(value);
  }

  @Override
  public int argumentCount() {
    return count;
  }

  /** Checks an index that comes from a user's function. */
  private Register checked(int argument) {
    if (argument < 0 || argument >= count) {
      throw new IndexOutOfBoundsException("argument " + argument + " of " + count);
    }
    return registers[first + argument];
  }

  @Override
  public SqlType type(int argument) {
    return switch (checked(argument).type) {
      case Register.INTEGER -> SqlType.INTEGER;
      case Register.REAL -> SqlType.REAL;
      case Register.TEXT -> SqlType.TEXT;
      case Register.BLOB -> SqlType.BLOB;
      default -> SqlType.NULL;
    };
  }

  @Override
  public long longValue(int argument) {
    return Numbers.integerOf(checked(argument));
  }

  @Override
  public double doubleValue(int argument) {
    return Numbers.realOf(checked(argument));
  }

  @Override
  public @Nullable String text(int argument) {
    checked(argument);
    Register text = textArg(argument);
    return text == null ? null : text.decodeText();
  }

  @Override
  public byte @Nullable [] utf8(int argument) {
    checked(argument);
    Register text = textArg(argument);
    return text == null ? null : text.toBytes();
  }

  @Override
  public byte @Nullable [] blob(int argument) {
    return utf8(argument);
  }

  @Override
  public int subtype(int argument) {
    return checked(argument).subtype & 0xff;
  }

  @Override
  public void resultNull() {
    result.setNull();
  }

  @Override
  public void result(long value) {
    result.setInteger(value);
  }

  @Override
  public void result(double value) {
    result.setReal(value);
  }

  @Override
  public void result(@Nullable String value) {
    if (value == null) {
      result.setNull();
    } else {
      result.setText(value);
      checkLength(result.length);
    }
  }

  @Override
  public void resultUtf8(byte[] utf8, int offset, int length) {
    checkLength(length);
    result.setText(utf8, offset, length);
  }

  @Override
  public void result(byte @Nullable [] value) {
    if (value == null) {
      result.setNull();
    } else {
      checkLength(value.length);
      result.setBlob(value);
    }
  }

  @Override
  public void resultZeroBlob(int bytes) {
    checkLength(bytes);
    result.setZeroBlob(Math.max(bytes, 0));
  }

  @Override
  public void resultArgument(int argument) {
    result.set(checked(argument));
  }

  @Override
  public void resultSubtype(int subtype) {
    result.subtype = (byte) subtype;
  }

  @Override
  public @Nullable Object auxiliary(int argument) {
    return argument >= 0 && argument < kept.length ? kept[argument] : null;
  }

  @Override
  public void auxiliary(int argument, Object value) {
    if (isConstant(argument)) {
      if (argument >= kept.length) {
        kept = Arrays.copyOf(kept, argument + 1);
      }
      kept[argument] = value;
    }
  }

  /** Forgets what was kept; called when the statement starts anew with other parameters. */
  public void clearAuxiliary() {
    Arrays.fill(kept, null);
  }
}
