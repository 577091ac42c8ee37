// Fact under test: the CPU's code and the CUDA code, run by the executor, give the same bytes: for each scalar operation
// on numbers of every size and the special ones, for folds, contractions and reductions whose order the kernel fixes.
// A NaN is a NaN: its sign and payload mean nothing.
#include "codegen/cuda/Cuda.h"
#include "codegen/cpu/Target.h"
#include "mlir/Parser/Parser.h"
#include "tests/codegen/Harness.h"
#include "tests/tools/simt/Simt.h"
#include <cmath>
#include <cstring>
#include <map>

using namespace mf;
using namespace mf::test;

namespace {
/// Subnormals as the runtime has them when it enters a kernel (runtime/cpu/device.c).
struct Flushing {
  Flushing() : before(__builtin_ia32_stmxcsr()) { __builtin_ia32_ldmxcsr(0x1f80 | 0x8040); }
  ~Flushing() { __builtin_ia32_ldmxcsr(before); }
  unsigned before;
};

/// A module, compiled for both.
struct Both {
  explicit Both(const std::string &text) : cpu(text), context(mlir::MLIRContext::Threading::DISABLED) {
    cuda::prepareContext(context);
    auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    auto lowered = cuda::emitLlvm(*module, "sm_80");
    check(mlir::succeeded(lowered), __FILE__, __LINE__, "the module compiles for CUDA");
    if (mlir::failed(lowered))
      return;
    code = std::move(*lowered);
    simt::Options options;
    options.checkMemory = false; // tests/cuda/*Test.cpp check it
    auto loaded = simt::Device::load(*code.module, options);
    std::string error = loaded ? "" : llvm::toString(loaded.takeError());
    check(error.empty(), __FILE__, __LINE__, "the executor loads the code: " + error);
    if (error.empty())
      device = std::move(*loaded);
  }

  /// Runs on the CPU with `outputs`, on the executor with copies of them; returns the copies.
  std::vector<std::vector<char>> run(const std::string &kernel, std::vector<Buffer *> inputs, std::vector<Buffer *> outputs) {
    std::vector<std::vector<char>> copies;
    std::vector<simt::Buffer> buffers;
    for (Buffer *input : inputs)
      buffers.push_back({input->as<char>(), input->size()});
    for (Buffer *output : outputs)
      copies.emplace_back(output->as<char>(), output->as<char>() + output->size());
    for (std::vector<char> &copy : copies)
      buffers.push_back({copy.data(), copy.size()});
    inputs.insert(inputs.end(), outputs.begin(), outputs.end());
    {
      Flushing mode;
      cpu.run(kernel, inputs);
    }
    for (const cuda::Geometry &g : code.kernels)
      if (device && g.kernel == kernel)
        if (llvm::Error error = device->launch(kernel, g.blocks, g.threads, buffers))
          check(false, __FILE__, __LINE__, llvm::toString(std::move(error)));
    return copies;
  }

  Program cpu;
  mlir::MLIRContext context;
  cuda::LlvmCode code;
  std::unique_ptr<simt::Device> device;
};

size_t sizeOf(const std::string &type) {
  static const std::map<std::string, size_t> sizes = {{"f32", 4}, {"f64", 8}, {"bf16", 2}, {"i1", 1}, {"i32", 4}, {"i64", 8}};
  return sizes.at(type);
}

bool isNan(const char *at, const std::string &type) {
  uint64_t bits = 0;
  std::memcpy(&bits, at, sizeOf(type));
  if (type == "f32" || type == "bf16")
    return ((type == "f32" ? bits : bits << 16) & 0x7fffffff) > 0x7f800000;
  return type == "f64" && (bits & 0x7fffffffffffffff) > 0x7ff0000000000000;
}

/// The first element that differs, or -1.
long differs(Buffer &cpu, const std::vector<char> &cuda, const std::string &type) {
  size_t size = sizeOf(type);
  for (size_t at = 0; at < cuda.size(); at += size) {
    const char *left = cpu.as<char>() + at, *right = cuda.data() + at;
    if (std::memcmp(left, right, size) != 0 && !(isNan(left, type) && isNan(right, type)))
      return at / size;
  }
  return -1;
}

/// Bits of every exponent and both signs, special and round numbers, ties, and neighbours of what functions break at.
std::vector<uint64_t> floatBits(const std::string &type) {
  int width = sizeOf(type) * 8, mantissa = type == "f32" ? 23 : type == "f64" ? 52 : 7;
  uint64_t sign = uint64_t(1) << (width - 1), one = uint64_t(1) << mantissa;
  std::vector<uint64_t> list;
  for (uint64_t exponent = 0; exponent <= (sign - 1) >> mantissa; ++exponent)
    for (int i = 0; i < (type == "f64" ? 8 : 40); ++i) {
      uint64_t fraction = i == 0 ? 0 : i == 1 ? one - 1 : i == 2 ? 1 : i == 3 ? one / 2 : uint64_t(std::fabs(noise(exponent * 40 + i, 3)) * 0x1p62);
      list.push_back((exponent << mantissa | (fraction & (one - 1))) | (i & 4 ? sign : 0));
    }
  std::vector<double> values = {88.72, -87.33, -103.97, 127.5, 0.34657359, 0.9277344, 0.41421356, 709.78, -745.13, 20, 6381956970095103.0 * 0x1p797, 1e22};
  for (int i = 0; i < 2000; ++i)
    values.push_back(i % 2 ? 0.5 * (i - 1000) : 30 * noise(i, 5));
  for (double value : values) {
    uint64_t bits = 0;
    float narrow = value;
    if (type == "f64")
      std::memcpy(&bits, &value, 8);
    else
      std::memcpy(&bits, &narrow, 4), bits >>= type == "bf16" ? 16 : 0;
    list.push_back(bits);
  }
  return list;
}

std::vector<uint64_t> bitsOf(const std::string &type) {
  if (type[0] != 'i')
    return floatBits(type);
  if (type == "i1")
    return {0, 1, 1, 0};
  std::vector<uint64_t> list = {0, 1, 2, uint64_t(-1), uint64_t(-2), 0x7fffffff, 0x80000000, 0x7fffffffffffffff, 0x8000000000000000, 1u << 24, (1u << 24) + 1};
  for (int i = 0; i < 3000; ++i)
    list.push_back(uint64_t(int64_t(noise(i, 6) * 9e18)) >> (i % 60));
  return list;
}

/// `count` numbers; a stride other than 1 makes other pairs.
Buffer upload(const std::string &type, size_t count, size_t stride) {
  std::vector<uint64_t> list = bitsOf(type);
  Buffer buffer(count * sizeOf(type));
  for (size_t i = 0; i < count; ++i)
    std::memcpy(buffer.as<char>() + i * sizeOf(type), &list[i * stride % list.size()], sizeOf(type));
  return buffer;
}

struct Op {
  std::string name;
  std::vector<std::string> operands;
  std::string result, body; ///< computes %y of %a, %b, %c
};

std::string buffer(size_t n, const std::string &type) { return "memref<" + std::to_string(n) + "x" + type + ">"; }

std::string pointwise(const Op &op, size_t n) {
  std::string arguments, loads;
  for (size_t i = 0; i < op.operands.size(); ++i) {
    std::string letter(1, char('a' + i)), type = op.operands[i];
    arguments += "%x" + letter + ": " + buffer(n, type) + ", ";
    loads += "  %" + letter + " = mft.load %x" + letter + " at affine_map<(d0) -> (d0)>(%i) : " + buffer(n, type) + " -> " + type + "\n";
  }
  return "mft.kernel @" + op.name + " grid [1] kind \"loop\" {\n^bb0(" + arguments + "%out: " + buffer(n, op.result) + ", %block: index):\n mft.tile [" + std::to_string(n) +
         "] {\n ^bb0(%i: index):\n" + loads + "  " + op.body + "\n  mft.store %y, %out at affine_map<(d0) -> (d0)>(%i) : " + op.result + ", " + buffer(n, op.result) + "\n }\n}\n";
}

void compareAll(const std::vector<Op> &ops, size_t n) {
  std::string text;
  for (const Op &op : ops)
    text += pointwise(op, n);
  Both both(text);
  const size_t strides[] = {1, 7919, 104729};
  for (const Op &op : ops) {
    std::vector<Buffer> inputs;
    std::vector<Buffer *> pointers;
    for (size_t i = 0; i < op.operands.size(); ++i)
      inputs.push_back(upload(op.operands[i], n, strides[i]));
    for (Buffer &input : inputs)
      pointers.push_back(&input);
    Buffer out(n * sizeOf(op.result));
    auto cuda = both.run(op.name, pointers, {&out});
    long at = differs(out, cuda[0], op.result);
    CHECK_THAT(at < 0, op.name + " differs at " + std::to_string(at));
  }
}

std::vector<Op> floatOps(const std::string &t) {
  std::vector<Op> ops;
  for (const char *f : {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "tanh", "erf", "sinh", "cosh", "asinh", "acosh", "atanh", "cbrt", "sin", "cos",
                        "tan", "asin", "acos", "atan", "sqrt", "rsqrt", "floor", "ceil", "round", "roundeven", "trunc", "absf"})
    ops.push_back({std::string(f) + "_" + t, {t}, t, std::string("%y = math.") + f + " %a : " + t});
  ops.push_back({"negf_" + t, {t}, t, "%y = arith.negf %a : " + t});
  for (const char *f : {"arith.addf", "arith.subf", "arith.mulf", "arith.divf", "arith.remf", "arith.maximumf", "arith.minimumf", "math.powf", "math.atan2", "math.copysign"})
    ops.push_back({std::string(f).substr(std::string(f).find('.') + 1) + "_" + t, {t, t}, t, std::string("%y = ") + f + " %a, %b : " + t});
  for (const char *how : {"oeq", "une", "olt", "ole", "ogt", "oge"})
    ops.push_back({std::string("cmp_") + how + "_" + t, {t, t}, "i1", std::string("%y = arith.cmpf ") + how + ", %a, %b : " + t});
  ops.push_back({"product_sum_" + t, {t, t, t}, t, "%p = arith.mulf %a, %b : " + t + "\n  %y = arith.addf %p, %c : " + t});
  ops.push_back({"picked_sign_" + t, {t, t}, t, "%m = arith.negf %a : " + t + "\n  %t = arith.cmpf olt, %a, %b : " + t + "\n  %y = arith.select %t, %m, %b : " + t});
  return ops;
}
} // namespace

TEST(float_operations_f32) { compareAll(floatOps("f32"), 14000); }
TEST(float_operations_f64) { compareAll(floatOps("f64"), 18500); }
TEST(float_operations_bf16) { compareAll(floatOps("bf16"), 12500); }

TEST(conversions) {
  std::vector<Op> ops;
  auto convert = [&](const std::string &op, const std::string &from, const std::string &to) {
    ops.push_back({op + "_" + from + "_" + to, {from}, to, "%y = arith." + op + " %a : " + from + " to " + to});
  };
  for (const char *from : {"f32", "f64", "bf16"})
    for (const char *to : {"i32", "i64"})
      convert("fptosi", from, to);
  for (const char *from : {"i32", "i64"})
    for (const char *to : {"f32", "f64", "bf16"})
      convert("sitofp", from, to);
  convert("uitofp", "i1", "f32");
  convert("extf", "f32", "f64"), convert("extf", "bf16", "f32"), convert("truncf", "f64", "f32"), convert("truncf", "f32", "bf16");
  // f32 and f64 arithmetic in one kernel
  ops.push_back({"mixed", {"f32", "f64"}, "f64", "%p = arith.mulf %a, %a : f32\n  %w = arith.extf %p : f32 to f64\n  %y = arith.mulf %w, %b : f64"});
  compareAll(ops, 19000);
}

TEST(integers) {
  std::vector<Op> ops;
  for (const char *t : {"i32", "i64"}) {
    for (const char *f : {"addi", "subi", "muli", "divsi", "remsi", "divui", "remui", "andi", "ori", "xori", "maxsi", "minsi"})
      ops.push_back({std::string(f) + "_" + t, {t, t}, t, std::string("%y = arith.") + f + " %a, %b : " + t});
    ops.push_back({std::string("less_") + t, {t, t}, "i1", std::string("%y = arith.cmpi slt, %a, %b : ") + t});
  }
  compareAll(ops, 3011);
}

/// What an instruction traps on, or defines otherwise: as in XLA.
TEST(integer_divisions_by_zero_and_overflow) {
  std::string text;
  for (const char *f : {"divsi", "remsi", "divui", "remui"})
    for (const char *t : {"i32", "i64"})
      text += pointwise({std::string(f) + "_" + t, {t, t}, t, std::string("%y = arith.") + f + " %a, %b : " + t}, 4);
  Both both(text);
  auto expect = [&]<typename T>(const std::string &kernel, std::vector<T> want) {
    constexpr T least = std::numeric_limits<T>::min();
    const T dividends[] = {7, -7, least, least}, divisors[] = {0, 0, 0, -1};
    Buffer x = make<T>(4, [&](size_t i) { return dividends[i]; }), d = make<T>(4, [&](size_t i) { return divisors[i]; }), y(4 * sizeof(T));
    auto cuda = both.run(kernel, {&x, &d}, {&y});
    for (size_t i = 0; i < 4; ++i) {
      T onCuda;
      std::memcpy(&onCuda, cuda[0].data() + sizeof(T) * i, sizeof(T));
      CHECK_THAT(y.as<T>()[i] == want[i] && onCuda == want[i], kernel + " of number " + std::to_string(i));
    }
  };
  expect("divsi_i32", std::vector<int32_t>{-1, -1, -1, INT32_MIN});
  expect("remsi_i32", std::vector<int32_t>{7, -7, INT32_MIN, 0});
  expect("divui_i32", std::vector<int32_t>{-1, -1, -1, 0});
  expect("remui_i32", std::vector<int32_t>{7, -7, INT32_MIN, INT32_MIN});
  expect("divsi_i64", std::vector<int64_t>{-1, -1, -1, INT64_MIN});
  expect("remsi_i64", std::vector<int64_t>{7, -7, INT64_MIN, 0});
  expect("divui_i64", std::vector<int64_t>{-1, -1, -1, 0});
  expect("remui_i64", std::vector<int64_t>{7, -7, INT64_MIN, INT64_MIN});
}

/// Subnormals flush in f32 and bf16, stay in f64, and whatever is only moved keeps its bits.
TEST(subnormals) {
  std::string one = "%k = arith.constant 1.5 : ";
  Both both(pointwise({"half32", {"f32"}, "f32", one + "f32\n  %y = arith.mulf %a, %k : f32"}, 4) + pointwise({"half64", {"f64"}, "f64", one + "f64\n  %y = arith.mulf %a, %k : f64"}, 4) +
            pointwise({"minus", {"f32"}, "f32", "%y = arith.negf %a : f32"}, 4) + pointwise({"size", {"f32"}, "f32", "%y = math.absf %a : f32"}, 4));
  const uint32_t narrow[] = {0x00000123, 0x80000123, 0x007fffff, 0x00800000};
  Buffer x = make<uint32_t>(4, [&](size_t i) { return narrow[i]; }), y(16);
  auto expect = [&](const char *kernel, std::vector<uint32_t> want) {
    auto cuda = both.run(kernel, {&x}, {&y});
    for (size_t i = 0; i < 4; ++i) {
      uint32_t onCuda;
      std::memcpy(&onCuda, cuda[0].data() + 4 * i, 4);
      CHECK_THAT(y.as<uint32_t>()[i] == want[i] && onCuda == want[i], std::string(kernel) + " of number " + std::to_string(i));
    }
  };
  expect("half32", {0, 0x80000000, 0, 0x00c00000});
  expect("minus", {0x80000123, 0x00000123, 0x807fffff, 0x80800000});
  expect("size", {0x00000123, 0x00000123, 0x007fffff, 0x00800000});
  Buffer wide = make<double>(4, [](size_t i) { return 0x1p-1074 * double(2 << i); }), z(32);
  auto cuda = both.run("half64", {&wide}, {&z});
  CHECK(differs(z, cuda[0], "f64") < 0);
  for (size_t i = 0; i < 4; ++i)
    CHECK(z.as<double>()[i] == 0x1p-1074 * double(3 << i));
}

/// What a fold, a contraction and the largest of a row add, multiply and compare has one order, on every target.
TEST(orders_that_kernels_fix) {
  if (!codegen::findCpuTarget(testCpu())->fma) // without the instruction a product is rounded before it is added
    return;
  for (const char *type : {"f32", "f64", "bf16"}) {
    std::string text = R"(
mft.kernel @fold grid [1] kind "column" {
^bb0(%x: memref<37x50x$t>, %y: memref<50x$t>, %b: index):
  mft.tile [50] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : $t
    %s = mft.fold [37] init(%zero : $t) {
    ^bb0(%r: index, %acc: $t):
      %v = mft.load %x at affine_map<(r, j) -> (r, j)>(%r, %j) : memref<37x50x$t> -> $t
      %n = arith.addf %acc, %v : $t
      mft.yield %n : $t
    } : $t
    mft.store %s, %y at affine_map<(j) -> (j)>(%j) : $t, memref<50x$t>
  }
}
mft.kernel @largest grid [37] kind "row" {
^bb0(%x: memref<37x50x$t>, %y: memref<37x$t>, %b: index):
  %m = mft.tile [50] reduce [#mft.combiner<max>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<37x50x$t> -> $t
    mft.yield %v : $t
  } : $t
  mft.tile [1] {
  ^bb0(%j: index):
    mft.store %m, %y at affine_map<(b) -> (b)>(%b) : $t, memref<37x$t>
  }
}
mft.kernel @contract grid [] kind "contraction" {
^bb0(%x: memref<37x50x$t>, %w: memref<50x21x$t>, %y: memref<37x21x$s>):
  mft.contract lhs(%x : memref<37x50x$t>) rhs(%w : memref<50x21x$t>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 37>, nSizes = array<i64: 21>, kSizes = array<i64: 50>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: $s):
    mft.store %a, %y at affine_map<(m, n) -> (m, n)>(%m, %n) : $s, memref<37x21x$s>
    mft.yield
  }
}
)";
    std::string t = type, sum = t == "bf16" ? "f32" : t;
    for (auto [name, value] : {std::pair<std::string, std::string>{"$t", t}, {"$s", sum}})
      for (size_t at; (at = text.find(name)) != std::string::npos;)
        text.replace(at, 2, value);
    Both both(text);
    auto random = [&](size_t count, uint64_t seed) {
      Buffer buffer(count * sizeOf(t));
      for (size_t i = 0; i < count; ++i) {
        double wide = noise(i, seed);
        float narrow = wide;
        if (t == "f64")
          buffer.as<double>()[i] = wide;
        else
          std::memcpy(buffer.as<char>() + i * sizeOf(t), reinterpret_cast<char *>(&narrow) + 4 - sizeOf(t), sizeOf(t));
      }
      return buffer;
    };
    Buffer x = random(37 * 50, 1), w = random(50 * 21, 2), column(50 * sizeOf(t)), row(37 * sizeOf(t)), product(37 * 21 * sizeOf(sum));
    CHECK_THAT(differs(column, both.run("fold", {&x}, {&column})[0], t) < 0, "fold in " + t);
    CHECK_THAT(differs(row, both.run("largest", {&x}, {&row})[0], t) < 0, "largest in " + t);
    CHECK_THAT(differs(product, both.run("contract", {&x, &w}, {&product})[0], sum) < 0, "contraction in " + t);
  }
}
