package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.value.Register;

/**
 * group_concat and string_agg: the texts of the rows, each but the first after its own row's
 * separator.
 *
 * <p>SQLite: func.c groupConcatStep and its neighbours.
 */
final class GroupConcat implements AggregateBody {
  private GroupConcat() {}

  static List<FunctionDef> all() {
    GroupConcat body = new GroupConcat();
    return List.of(
        builtIn("group_concat", 1, 1).volatileResult().window(body),
        builtIn("group_concat", 2, 2).volatileResult().window(body),
        builtIn("string_agg", 2, 2).volatileResult().window(body));
  }

  /** A text that grows at its end and, in windows, loses its beginning. */
  private static final class State {
    byte[] bytes = Bytes.EMPTY;
    int from;
    int to;
    boolean hasTerm;
    int rows;

    /** Length of the separators, as long as all are alike. */
    int separatorLength;

    /** Lengths of the separators between the texts that are in; null while all are alike. */
    int @Nullable [] separatorLengths;

    void append(byte[] text, int offset, int length, int maxBytes) {
      if ((long) (to - from) + length > maxBytes) {
        throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
      }
      if (length > bytes.length - to) {
        long room = Math.max(2L * (to - from), 64) + length;
        byte[] larger = new byte[(int) Math.min(room, Integer.MAX_VALUE - 8)];
        System.arraycopy(bytes, from, larger, 0, to - from);
        bytes = larger;
        to -= from;
        from = 0;
      }
      System.arraycopy(text, offset, bytes, to, length);
      to += length;
    }
  }

  private static final byte[] COMMA = {','};

  @Override
  public Object newState() {
    return new State();
  }

  @Override
  public void step(CallContext c, Object state) {
    Register text = c.textArg(0);
    if (text == null) {
      return;
    }
    State s = (State) state;
    int max = c.host().maxLength();
    boolean first = !s.hasTerm;
    s.hasTerm = true;
    if (c.argCount() == 1) {
      if (first) {
        s.separatorLength = 1;
      } else {
        s.append(COMMA, 0, 1, max);
      }
    } else {
      Register separator = c.textArg(1);
      int length = separator == null ? 0 : separator.length;
      if (first) {
        s.separatorLength = length;
      } else {
        if (separator != null) {
          s.append(separator.bytes, separator.offset, length, max);
        }
        noteSeparator(s, length);
      }
    }
    s.rows++;
    s.append(text.bytes, text.offset, text.length, max);
  }

  /** Called before the row is counted: its separator is the {@code rows}-th. */
  private static void noteSeparator(State s, int length) {
    int[] lengths = s.separatorLengths;
    if (lengths == null) {
      if (length == s.separatorLength) {
        return;
      }
      lengths = new int[Math.max(s.rows, 8)];
      Arrays.fill(lengths, 0, s.rows - 1, s.separatorLength);
    } else if (s.rows > lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * lengths.length);
    }
    lengths[s.rows - 1] = length;
    s.separatorLengths = lengths;
  }

  @Override
  public void inverse(CallContext c, Object state) {
    Register text = c.textArg(0);
    if (text == null) {
      return;
    }
    State s = (State) state;
    int gone = text.length;
    s.rows--;
    int[] lengths = s.separatorLengths;
    if (lengths == null) {
      gone += s.separatorLength;
    } else if (s.rows > 0) {
      gone += lengths[0];
      System.arraycopy(lengths, 1, lengths, 0, s.rows - 1);
    }
    s.from = Math.min(s.to, s.from + gone);
    if (s.from == s.to) {
      s.from = 0;
      s.to = 0;
      s.hasTerm = false;
      s.separatorLengths = null;
      s.bytes = Bytes.EMPTY;
    }
  }

  @Override
  public void value(CallContext c, Object state) {
    State s = (State) state;
    if (s.hasTerm || s.rows > 0) {
      c.result().setText(s.bytes, s.from, s.to - s.from);
    }
  }
}
