package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.ArrayList;
import java.util.List;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * The mathematical functions: NULL for arguments that are no numbers and where they are not
 * defined. Text that is wholly a number counts as one.
 *
 * <p>SQLite: func.c math1Func and its neighbours.
 */
final class MathFunctions {
  /** A function of a real number. */
  private interface Unary {
    double apply(double x);
  }

  /** A function of two real numbers. */
  private interface Binary {
    double apply(double x, double y);
  }

  private static final double PER_DEGREE = Math.PI / 180.0;
  private static final double PER_RADIAN = 180.0 / Math.PI;

  private MathFunctions() {}

  static List<FunctionDef> all() {
    List<FunctionDef> all = new ArrayList<>();
    all.add(integral("ceil", Math::ceil));
    all.add(integral("ceiling", Math::ceil));
    all.add(integral("floor", Math::floor));
    all.add(integral("trunc", MathFunctions::truncate));
    all.add(logarithm("ln", Math::log));
    all.add(logarithm("log", Elementary::log10));
    all.add(logarithm("log10", Elementary::log10));
    all.add(logarithm("log2", BinaryLogarithm::log2));
    all.add(builtIn("log", 2, 2).scalar(MathFunctions::logOfBase));
    all.add(unary("exp", Math::exp));
    all.add(unary("sqrt", Math::sqrt));
    all.add(unary("radians", x -> x * PER_DEGREE));
    all.add(unary("degrees", x -> x * PER_RADIAN));
    all.add(unary("sin", Math::sin));
    all.add(unary("cos", Math::cos));
    all.add(unary("tan", Math::tan));
    all.add(unary("asin", ArcTangent::asin));
    all.add(unary("acos", ArcTangent::acos));
    all.add(unary("atan", ArcTangent::atan));
    all.add(unary("sinh", Elementary::sinh));
    all.add(unary("cosh", Elementary::cosh));
    all.add(unary("tanh", Elementary::tanh));
    all.add(unary("asinh", Elementary::asinh));
    all.add(unary("acosh", Elementary::acosh));
    all.add(unary("atanh", Elementary::atanh));
    all.add(binary("pow", Elementary::pow));
    all.add(binary("power", Elementary::pow));
    all.add(binary("mod", (x, y) -> x % y));
    all.add(binary("atan2", ArcTangent::atan2));
    all.add(builtIn("pi", 0, 0).scalar(c -> c.result().setReal(Math.PI)));
    return all;
  }

  private static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /** Integers stay as they are. */
  private static FunctionDef integral(String name, Unary function) {
    return builtIn(name, 1, 1)
        .scalar(
            c -> {
              Register x = c.numericArg(0);
              if (x.type == Register.INTEGER) {
                c.result().setInteger(x.integer);
              } else if (x.type == Register.REAL) {
                c.result().setReal(function.apply(x.real));
              }
            });
  }

  private static FunctionDef unary(String name, Unary function) {
    return builtIn(name, 1, 1)
        .scalar(
            c -> {
              Register x = c.numericArg(0);
              if (x.isNumber()) {
                c.result().setReal(function.apply(Numbers.realOf(x)));
              }
            });
  }

  private static FunctionDef binary(String name, Binary function) {
    return builtIn(name, 2, 2)
        .scalar(
            c -> {
              Register x = c.numericArg(0);
              Register y = c.numericArg(1);
              if (x.isNumber() && y.isNumber()) {
                c.result().setReal(function.apply(Numbers.realOf(x), Numbers.realOf(y)));
              }
            });
  }

  /** NULL where the argument is not positive. */
  private static FunctionDef logarithm(String name, Unary function) {
    return builtIn(name, 1, 1)
        .scalar(
            c -> {
              Register x = c.numericArg(0);
              if (x.isNumber() && Numbers.realOf(x) > 0.0) {
                c.result().setReal(function.apply(Numbers.realOf(x)));
              }
            });
  }

  /** {@code log(base, x)}; x counts by its longest numeric prefix, as in SQLite. */
  private static void logOfBase(CallContext c) {
    Register base = c.numericArg(0);
    if (!base.isNumber() || Numbers.realOf(base) <= 0.0) {
      return;
    }
    double scale = Math.log(Numbers.realOf(base));
    double x = Numbers.realOf(c.arg(1));
    if (scale > 0.0 && x > 0.0) {
      c.result().setReal(Math.log(x) / scale);
    }
  }
}
