// mf/mf.h: the graph DSL of mfcc. Ordinary C++ that builds a graph once; nothing of MLIR is included.
//
//   A Tensor is a handle to a value of the graph. Shapes are static and checked at the call; an error
//   names the user's file and line. Element types do not mix: use convert(). A tensor of lower rank
//   aligns with the LEADING axes of the other operand (the batch): t [B] * x [B, D] scales rows;
//   trailing(bias, x) aligns with the last axes. Numbers adapt to the tensor beside them.
//
// Reference: docs/dsl.md. Example: examples/two_moons.cpp.
#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <source_location>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// A call that cannot mean what it says is an error of the host's compiler, at the user's line and with these words. (A
// compiler without reasons for deleted functions shows them in the line of the declaration.)
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wc++26-extensions"
#endif
#ifdef __cpp_deleted_function
#define MF_DELETED(reason) delete (reason)
#else
#define MF_DELETED(reason) delete
#endif

namespace mf {

enum class Dtype { f32, f64, bf16, i32, i64, i1 };
using Shape = std::vector<int64_t>;
using Dims = std::vector<int64_t>; ///< axis numbers; negative ones count from the end

/// A fault in the program that is being built; what() is "file:line: error: text".
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A place in the user's source.
struct Where {
  const char *file = "";
  unsigned line = 0;
  Where() = default;
  Where(const std::source_location &at) : file(at.file_name()), line(at.line()) {}
  static Where current(std::source_location at = std::source_location::current()) { return at; }
};

/// For library functions: ops built while it lives carry the caller's line. The outermost one counts.
struct CallSite {
  explicit CallSite(Where where);
  ~CallSite();
  CallSite(const CallSite &) = delete;
  CallSite &operator=(const CallSite &) = delete;

private:
  bool outermost;
};

class Graph; // the program under construction (dsl/src/Graph.h)
class Tensor;
struct Attached;

/// An operand of an op: a tensor or a number, and the line where it was handed over.
struct Operand {
  const Tensor *tensor = nullptr;
  double number = 0;
  bool exact = true; ///< whether `number` is the integer that was given
  Where where;
  Operand(const Tensor &t, Where at) : tensor(&t), where(at) {}
  Operand(const Tensor &t, std::source_location at = std::source_location::current()) : tensor(&t), where(at) {}
  template <std::floating_point T> Operand(T x, std::source_location at = std::source_location::current()) : number((double)x), where(at) {}
  template <std::integral T> Operand(T x, std::source_location at = std::source_location::current()) : number((double)x), where(at) {
    exact = number < 0x1p64 && number >= -0x1p63 && (number < 0x1p63 || std::unsigned_integral<T>) && (T)number == x;
  }
};

/// A value of the graph: a static shape, an element type, a number for each element.
class Tensor {
public:
  Tensor() = default;
  /// Whether there is a value: Tensor() stands for "absent".
  bool defined() const { return handle != nullptr; }
  explicit operator bool() const = MF_DELETED("the graph is built before its values are known, so a tensor is no condition: use select(condition, a, b), or defined() to ask whether there is a tensor at all");
  Shape shape(Where where = Where::current()) const;
  int64_t rank(Where where = Where::current()) const { return (int64_t)shape(where).size(); }
  /// Size of an axis; negative numbers count from the end.
  int64_t dim(int64_t axis, Where where = Where::current()) const;
  int64_t size(Where where = Where::current()) const;
  Dtype dtype(Where where = Where::current()) const;
  /// Attaches a tangent for jvp: this value moves along `tangent` (same shape, or a number).
  Attached along(Operand tangent) const;

  void *handle = nullptr; ///< opaque
  uint64_t program = 0;   ///< opaque: the program whose value it is
};

/// Which element of a list is meant, by number or by name, and the line that asks for it.
struct Subscript {
  int64_t number = 0;
  std::string name;
  bool named = false;
  Where where;
  template <std::integral T> Subscript(T number, std::source_location at = std::source_location::current()) : number((int64_t)number), where(at) {}
  Subscript(const char *name, std::source_location at = std::source_location::current()) : name(name), named(true), where(at) {}
  Subscript(const std::string &name, std::source_location at = std::source_location::current()) : name(name), named(true), where(at) {}
};

/// A vector of tensors whose [] is checked: an element that is not there is an error at the user's line.
class Tensors : public std::vector<Tensor> {
public:
  using std::vector<Tensor>::vector;
  Tensors(std::vector<Tensor> list) : std::vector<Tensor>(std::move(list)) {}
  const Tensor &operator[](Subscript subscript) const { return std::vector<Tensor>::operator[](place(subscript)); }
  Tensor &operator[](Subscript subscript) { return std::vector<Tensor>::operator[](place(subscript)); }

private:
  size_t place(const Subscript &subscript) const;
};

/// The arguments of an entry: in order, a[0], or by name, a["label"].
class Arguments : public Tensors {
public:
  Arguments(std::vector<Tensor> values, std::vector<std::string> names) : Tensors(std::move(values)), names(std::move(names)) {}
  const Tensor &operator[](Subscript subscript) const;

private:
  std::vector<std::string> names;
};

struct Attached {
  Tensor value, tangent;
  Where where;
};

//===-- making values ---------------------------------------------------------------------------===//

Tensor full(const Shape &shape, double value, Dtype dtype, Where where = Where::current());
Tensor full_like(Operand x, double value);
Tensor zeros_like(Operand x);
Tensor constant(const std::vector<double> &values, const Shape &shape, Dtype dtype, Where where = Where::current());
/// y[..., i, ...] = i along the axis.
Tensor iota(const Shape &shape, int64_t axis, Dtype dtype, Where where = Where::current());
/// The default floating-point type of the program under construction.
Dtype default_dtype();

//===-- elementwise -----------------------------------------------------------------------------===//

Tensor operator-(Operand x);
Tensor operator+(Operand a, Operand b);
Tensor operator-(Operand a, Operand b);
Tensor operator*(Operand a, Operand b);
Tensor operator/(Operand a, Operand b);
Tensor operator==(Operand a, Operand b);
Tensor operator!=(Operand a, Operand b);
Tensor operator<(Operand a, Operand b);
Tensor operator<=(Operand a, Operand b);
Tensor operator>(Operand a, Operand b);
Tensor operator>=(Operand a, Operand b);
/// Of conditions (i1): both, either, one of them alone, the opposite. Each side is computed, whatever the other is.
Tensor operator&&(const Tensor &a, Operand b);
Tensor operator||(const Tensor &a, Operand b);
Tensor operator^(const Tensor &a, Operand b);
Tensor operator!(const Tensor &a);
Tensor maximum(Operand a, Operand b);
Tensor minimum(Operand a, Operand b);
Tensor pow(Operand a, Operand b);
Tensor rem(Operand a, Operand b);
Tensor atan2(Operand y, Operand x);
Tensor abs(Operand x);
Tensor sign(Operand x);
Tensor exp(Operand x);
Tensor expm1(Operand x);
Tensor log(Operand x);
Tensor log1p(Operand x);
Tensor sqrt(Operand x);
Tensor rsqrt(Operand x);
Tensor tanh(Operand x);
Tensor erf(Operand x);
Tensor erfc(Operand x);
Tensor sin(Operand x);
Tensor cos(Operand x);
Tensor logistic(Operand x);
Tensor floor(Operand x);
Tensor round(Operand x);
Tensor square(Operand x);
Tensor clamp(Operand x, double low, double high);
/// condition ? a : b, elementwise.
Tensor select(Operand condition, Operand a, Operand b);
Tensor convert(Operand x, Dtype dtype);
/// The same value without a derivative.
Tensor stop_gradient(Operand x);
/// (1 - t) a + t b; t may be of lower rank (one number a row).
Tensor lerp(Operand a, Operand b, Operand t);

Tensor relu(Operand x);
Tensor silu(Operand x);
/// x Phi(x); `approximate` takes the tanh form.
Tensor gelu(Operand x, bool approximate = false);
/// Along the last axis.
Tensor softmax(Operand x);
Tensor log_softmax(Operand x);
Tensor layer_norm(Operand x, double epsilon = 1e-6);
Tensor rms_norm(Operand x, double epsilon = 1e-6);

//===-- shape -----------------------------------------------------------------------------------===//

/// x repeated into `shape`: axis i of x becomes axis dims[i].
Tensor broadcast_in_dim(Operand x, const Shape &shape, const Dims &dims);
/// x aligned with the leading (or the last) axes of `like`, repeated into its shape.
Tensor leading(Operand x, Operand like);
Tensor trailing(Operand x, Operand like);
/// One size may be -1: it is computed.
Tensor reshape(Operand x, Shape shape);
Tensor transpose(Operand x, const Dims &permutation);
Tensor slice(Operand x, int64_t axis, int64_t begin, int64_t end, int64_t stride = 1);
/// Equal parts along an axis.
Tensors split(Operand x, int64_t parts, int64_t axis);
/// Adds low/high elements (negative: crops) and `interior` between elements of each axis.
Tensor pad(Operand x, const Shape &low, const Shape &high, const Shape &interior = {}, double value = 0);
Tensor concatenate(const std::vector<Tensor> &x, int64_t axis, Where where = Where::current());
Tensor reverse(Operand x, const Dims &axes);
/// numpy.take: x[..., indices, ...] along the axis; the first batch_dims axes of both run together.
Tensor gather(Operand x, Operand indices, int64_t axis, int64_t batch_dims = 0);
/// x plus `updates` at the places where gather with the same arguments reads.
Tensor scatter_add(Operand x, Operand indices, Operand updates, int64_t axis, int64_t batch_dims = 0);
/// A block of `shape` that begins at start (i32 [rank]).
Tensor dynamic_slice(Operand x, Operand start, const Shape &shape);
Tensor dynamic_update_slice(Operand x, Operand update, Operand start);

//===-- reductions, products --------------------------------------------------------------------===//

/// Over the axes (none given: over all).
Tensor sum(Operand x, const Dims &axes = {}, bool keep = false);
Tensor mean(Operand x, const Dims &axes = {}, bool keep = false);
Tensor prod(Operand x, const Dims &axes = {}, bool keep = false);
Tensor reduce_max(Operand x, const Dims &axes = {}, bool keep = false);
Tensor reduce_min(Operand x, const Dims &axes = {}, bool keep = false);
/// Of conditions: whether one holds, whether all hold.
Tensor any(Operand x, const Dims &axes = {}, bool keep = false);
Tensor all(Operand x, const Dims &axes = {}, bool keep = false);
/// i32 index of the largest; the first at a tie, and of a NaN where there is one.
Tensor argmax(Operand x, int64_t axis);
Tensor cumsum(Operand x, int64_t axis, bool reverse = false);
/// Ascending along the last axis, NaN last; values and where they came from. Equal ones keep their order.
std::pair<Tensor, Tensor> sort(Operand x);

/// [..., k] x [k, ...] -> [..., ...]: the last axis of a with the first of b.
Tensor matmul(Operand a, Operand b);
/// Two operands: "btc,th->bhc". Letters of both and the result are batch, of both alone are summed.
Tensor einsum(const std::string &spec, Operand a, Operand b);
struct Convolution {
  Shape strides = {}, low = {}, high = {}, dilation = {}; ///< one a spatial axis; empty: 1, 0, 0, 1
  bool same = false;                                      ///< pad so that output size = ceil(input / stride)
  int64_t groups = 1;
};
/// x [N, spatial..., C], w [spatial..., C / groups, O] -> [N, spatial..., O]
Tensor convolution(Operand x, Operand w, Convolution options = {});
/// The transpose of convolution in its input: y [N, spatial..., O] -> [N, input_spatial..., C]
Tensor convolution_transposed(Operand y, Operand w, const Shape &input_spatial, Convolution options = {});
/// Along the last axis: [..., n] <-> [..., n / 2 + 1, 2 (re, im)]
Tensor rfft(Operand x);
Tensor irfft(Operand x, int64_t n);

//===-- random numbers --------------------------------------------------------------------------===//

/// Counter-based (Philox4x32-10): every call takes the next stream of the key, and every trip of a loop draws anew.
class Rng {
public:
  /// key: i32 [2] = (seed, step)
  explicit Rng(Tensor key) : key(key) {}
  /// One whose draws follow from the key alone, in a loop too: for a key that every trip makes anew, so that what is drawn
  /// there is what calls one by one draw.
  static Rng by_key(Tensor key) {
    Rng rng(key);
    rng.by_trip = false;
    return rng;
  }
  Tensor normal(const Shape &shape, Where where = Where::current());
  Tensor uniform(const Shape &shape, Where where = Where::current());
  Tensor bits(const Shape &shape, Where where = Where::current());
  Tensor key;

private:
  template <typename Op> Tensor draw(const Shape &shape, Dtype dtype, Where where);
  std::shared_ptr<int64_t> stream = std::make_shared<int64_t>(0);
  bool by_trip = true;
};
/// i32 [2] from an i32 scalar seed and a step number.
Tensor random_key(Operand seed, Operand step);
/// The program's own generator: the state rng.key = (seed, step). An entry that uses it advances the
/// step, so that every call of the entry draws anew and a resumed run goes on where it stopped.
Rng step_rng(Where where = Where::current());

//===-- derivatives -----------------------------------------------------------------------------===//

/// A block of rows of the batch.
struct Rows {
  int64_t begin = 0, end = 0;
};
/// jvp option: only these rows carry a tangent; it is computed on them alone and is zero elsewhere.
inline Rows rows(Rows r) { return r; }
inline Rows rows(int64_t begin, int64_t end) { return {begin, end}; }

namespace detail {
struct Tangents {
  std::vector<Tensor> inputs, tangents;
  Rows rows;
  bool restricted = false;
  Where where;
  Tensor add(const Tensor &x) { return x; }
  Tensor add(const Attached &x);
  Rows add(const Rows &r) { restricted = true; return rows = r; }
};
Tensors push_forward(const Tangents &tangents, const std::vector<Tensor> &values);
inline std::pair<Tensor, Tensor> paired(const Tangents &t, const Tensor &y) { return {y, push_forward(t, {y})[0]}; }
inline std::pair<Tensors, Tensors> paired(const Tangents &t, const std::vector<Tensor> &y) { return {y, push_forward(t, y)}; }
template <typename F, typename Tuple, size_t... I> auto call(F &&f, Tuple &args, std::index_sequence<I...>) {
  return f(std::get<I>(args)...);
}
template <typename T, typename X> inline constexpr bool is = std::is_same_v<std::decay_t<X>, T>;
template <typename... In> inline constexpr size_t arguments = (0 + ... + (is<Rows, In> ? 0 : 1));
template <typename R> concept Values = std::same_as<R, Tensor> || std::convertible_to<R, const std::vector<Tensor> &>;
template <typename F, size_t... I> constexpr bool takes(std::index_sequence<I...>) {
  if constexpr (std::is_invocable_v<F &, decltype((void)I, std::declval<Tensor &>())...>)
    return Values<std::decay_t<std::invoke_result_t<F &, decltype((void)I, std::declval<Tensor &>())...>>>;
  else
    return false;
}
} // namespace detail

/// What jvp takes: inputs that are tensors, with or without a tangent, and rows.
template <typename... In> concept JvpInputs = ((std::convertible_to<In, Tensor> || detail::is<Attached, In> || detail::is<Rows, In>) && ...);
/// At least one input moves.
template <typename... In> concept SomeTangent = (detail::is<Attached, In> || ...);
/// A function of one tensor an input, which gives a tensor or a vector of them.
template <typename F, typename... In> concept JvpFunction = detail::takes<F>(std::make_index_sequence<detail::arguments<In...>>());

/// The value of f and its derivative along the tangents attached to its inputs:
///   auto [u, du] = jvp(f, z.along(v), t.along(1.0), r, rows(moving));
/// Inputs without a tangent are constant. rows(...) comes last. f returns a Tensor or a vector of them.
template <typename F, typename... In>
  requires(JvpInputs<In...> && SomeTangent<In...> && JvpFunction<F, In...>)
auto jvp(F &&f, In &&...in) {
  detail::Tangents tangents;
  std::tuple<std::conditional_t<detail::is<Rows, In>, Rows, Tensor>...> args{tangents.add(in)...};
  return detail::paired(tangents, detail::call(f, args, std::make_index_sequence<detail::arguments<In...>>()));
}
template <typename F, typename... In>
  requires(!JvpInputs<In...>)
std::pair<Tensor, Tensor> jvp(F &&, In &&...) = MF_DELETED("jvp: expected tensors as inputs, with a tangent (x.along(dx)) or without, and rows(...) last");
template <typename F, typename... In>
  requires(JvpInputs<In...> && !SomeTangent<In...>)
std::pair<Tensor, Tensor> jvp(F &&, In &&...) = MF_DELETED("jvp: no input has a tangent; attach one with x.along(dx)");
template <typename F, typename... In>
  requires(JvpInputs<In...> && SomeTangent<In...> && !JvpFunction<F, In...>)
std::pair<Tensor, Tensor> jvp(F &&, In &&...) = MF_DELETED("jvp: expected a function that takes one Tensor for each input and returns a Tensor or a vector of them");

/// Gradient of a scalar with respect to each of the tensors.
Tensors grad(Operand loss, const std::vector<Tensor> &inputs);

//===-- recomputation, loops --------------------------------------------------------------------===//

namespace detail {
Tensors checkpointed(const std::function<Tensors()> &f, Where where);
} // namespace detail

template <typename F> concept CheckpointBody = detail::takes<F>(std::index_sequence<>());
/// f's value, a Tensor or a vector of them; the backward pass computes its inner values again instead of keeping them.
template <CheckpointBody F> auto checkpoint(F &&f, Where where = Where::current()) {
  if constexpr (std::same_as<std::decay_t<std::invoke_result_t<F &>>, Tensor>)
    return Tensor(detail::checkpointed([&] { return Tensors{f()}; }, where)[0]);
  else
    return detail::checkpointed([&] { return Tensors(f()); }, where);
}
template <typename F>
  requires(!CheckpointBody<F>)
Tensor checkpoint(F &&, Where = Where::current()) = MF_DELETED("checkpoint: expected a function without arguments that returns a Tensor or a vector of them");

struct LoopOptions {
  int64_t checkpoint = 0; ///< the backward pass keeps what is carried every so many trips and computes the rest again; 0: it keeps what it reads
  int64_t most = 0;       ///< of a count that is known at run time: no more trips than these are run. A gradient needs it
};
/// What a trip of scan makes, and what scan gives: the carried values, and outputs (of scan: one a trip, along a new first axis).
struct Step {
  Tensors carried, outputs;
};
struct ScanOptions {
  int64_t trips = -1;     ///< needed where there are no inputs
  bool reverse = false;   ///< from the last trip to the first
  int64_t checkpoint = 0; ///< as of loop
};

namespace detail {
using CarriedBody = std::function<Tensors(Tensor, Tensors)>;
using StepBody = std::function<Step(Tensor, Tensors, Tensors)>;
Tensors looped(int64_t trips, const std::vector<Tensor> &init, const CarriedBody &body, LoopOptions options, Where where);
Tensors looped(const Tensor &count, const std::vector<Tensor> &init, const CarriedBody &body, LoopOptions options, Where where);
Step scanned(const std::vector<Tensor> &init, const std::vector<Tensor> &inputs, const StepBody &body, ScanOptions options, Where where);
} // namespace detail

template <typename F> concept LoopBody = std::is_invocable_r_v<Tensors, F &, Tensor, Tensors>;
template <typename F> concept ScanBody = std::is_invocable_r_v<Step, F &, Tensor, Tensors, Tensors>;
template <typename T> concept Count = std::integral<std::decay_t<T>> || std::convertible_to<T, const Tensor &>;

/// Repeats `body(i, carried) -> carried` a number of times, which is known now or at run time (an i32 scalar); i is an i32 scalar.
template <Count N, LoopBody F>
Tensors loop(const N &trips, const std::vector<Tensor> &init, F &&body, LoopOptions options = {}, Where where = Where::current()) {
  return detail::looped(trips, init, [&](Tensor i, Tensors carried) -> Tensors { return body(i, std::move(carried)); }, options, where);
}
template <Count N, typename F>
  requires(!LoopBody<F>)
Tensors loop(const N &, const std::vector<Tensor> &, F &&, LoopOptions = {}, Where = Where::current()) = MF_DELETED("loop: expected a body (Tensor i, Tensors carried) that returns the next carried values as a vector of tensors");

/// A loop over the first axis of `inputs`: `body(i, carried, x) -> {carried, outputs}`, where x[k] is element i of inputs[k].
template <ScanBody F>
Step scan(const std::vector<Tensor> &init, const std::vector<Tensor> &inputs, F &&body, ScanOptions options = {}, Where where = Where::current()) {
  return detail::scanned(init, inputs, [&](Tensor i, Tensors carried, Tensors x) -> Step { return body(i, std::move(carried), std::move(x)); }, options, where);
}
template <typename F>
  requires(!ScanBody<F>)
Step scan(const std::vector<Tensor> &, const std::vector<Tensor> &, F &&, ScanOptions = {}, Where = Where::current()) = MF_DELETED("scan: expected a body (Tensor i, Tensors carried, Tensors x) that returns Step{carried, outputs}");

//===-- looking at values -----------------------------------------------------------------------===//

/// Prints shape, range and first values of x, under `text`, at every call of the entry by a tool that was asked to
/// (mfcc run --print, mfcc train --print); costs nothing else. Not in the body of a loop.
void print(const Tensor &x, const std::string &text, Where where = Where::current());

//===-- parameters and state --------------------------------------------------------------------===//

/// How a state begins.
struct Init {
  enum Kind { constant, normal, uniform, truncated_normal, values } kind = constant;
  double a = 0;          ///< the constant, or the standard deviation, or the bound of uniform(-a, a)
  bool fan_in = false;   ///< a is divided by sqrt(product of all axes but the last)
  std::vector<double> data = {};
  static Init zeros() { return {}; }
  static Init ones() { return {constant, 1}; }
  static Init fill(double value) { return {constant, value}; }
  static Init random_normal(double standard_deviation) { return {normal, standard_deviation}; }
  static Init random_uniform(double bound) { return {uniform, bound}; }
  /// normal with standard deviation sqrt(1 / fan in)
  static Init lecun_normal() { return {normal, 1, true}; }
  /// normal draws within 2 standard deviations, scaled: N(0, deviation^2) without what lies beyond 2 deviations, so
  /// that the draws' own deviation is 0.8796 times the given one (as jax.nn.initializers.truncated_normal)
  static Init random_truncated_normal(double standard_deviation) { return {truncated_normal, standard_deviation}; }
  static Init he_normal() { return {normal, 1.4142135623730951, true}; }
  static Init list(std::vector<double> v) { return {values, 0, false, std::move(v)}; }
};

/// A named piece of state as seen in the entry under construction.
struct Parameter {
  std::string name;
  Tensor value;
};

/// A name prefix under which parameters live. Pass it BY VALUE to a model function: each copy of a
/// root scope is one use of the model, in which a parameter name may appear only once in an entry.
class Scope {
public:
  explicit Scope(std::string name, std::string state_prefix = "");
  Scope(const Scope &other);
  Scope(Scope &&) = default;
  Scope &operator=(const Scope &) = default;
  /// A child scope: net / "blocks" / 3.
  Scope operator/(const std::string &child) const;
  Scope operator/(int64_t index) const { return *this / std::to_string(index); }
  /// A scope whose parameters may be used any number of times (tied weights).
  Scope shared() const;
  /// The same names, read from the state "ema.<name>".
  Scope ema() const;
  /// The parameter <scope>.<name>: declared at the first use in the program, read at later ones.
  Tensor parameter(const std::string &name, const Shape &shape, const Init &init, Where where = Where::current()) const;
  /// Every parameter declared so far under this scope, with its value in this entry.
  std::vector<Parameter> parameters() const;
  const std::string &name() const { return path; }

private:
  struct Use;
  std::string path, prefix;
  bool root = true;
  std::shared_ptr<Use> use; ///< null: shared
};

/// State of any role (parameter, optimizer, ema, counter, key, session): declared at the first use, read in this entry.
/// Session state (a cache) belongs to a session (mfrt.h) and is in no checkpoint; a program that has some gets an entry
/// `reset`, which puts it to its initial values.
Tensor state(const std::string &name, const std::string &role, const Shape &shape, Dtype dtype, const Init &init,
             Where where = Where::current());
/// A state that must exist already.
Tensor read(const std::string &name, Where where = Where::current());
/// The state's value after the entry.
void write(const std::string &name, Operand value);
bool has_state(const std::string &name);

//===-- programs --------------------------------------------------------------------------------===//

struct Argument {
  std::string name;
  Shape shape;
  Dtype dtype = Dtype::f32;
};
using Results = std::vector<std::pair<std::string, Tensor>>;
template <typename F> concept EntryBody = std::is_invocable_r_v<Results, F &, const Arguments &>;

/// The program under construction. One is handed to MF_PROGRAM; an `init(seed: i32)` entry that fills
/// every declared state is added by itself.
class Program {
public:
  explicit Program(std::string name, Dtype dtype = Dtype::f32);
  ~Program();
  Program(const Program &) = delete;
  Program &operator=(const Program &) = delete;
  /// Default floating-point type of parameters and of arguments declared f32.
  Dtype dtype() const;
  void set_name(const std::string &name);
  /// Adds an entry. `body` gets the arguments, a[0] or a["name"], and returns named results.
  template <EntryBody F> void entry(const std::string &name, const std::vector<Argument> &arguments, F &&body, Where where = Where::current()) {
    add(name, arguments, [&](const Arguments &a) -> Results { return body(a); }, where);
  }
  template <typename F>
    requires(!EntryBody<F>)
  void entry(const std::string &, const std::vector<Argument> &, F &&, Where = Where::current()) = MF_DELETED("entry: expected a body (const Arguments &a) -> Results that returns named results: return {{\"y\", y}};");
  /// A value that whoever compiles the program may choose (--set name=value): the chosen one, else `standard`, whose
  /// type it has. Error where what was chosen is no such value.
  double option(const std::string &name, double standard, Where where = Where::current());
  int64_t option(const std::string &name, int64_t standard, Where where = Where::current());
  int64_t option(const std::string &name, int standard, Where where = Where::current()) { return option(name, (int64_t)standard, where); }
  bool option(const std::string &name, bool standard, Where where = Where::current());
  std::string option(const std::string &name, const std::string &standard, Where where = Where::current());
  std::string option(const std::string &name, const char *standard, Where where = Where::current()) { return option(name, std::string(standard), where); }
  /// Chooses an option before the program is built: "name=value"; called by the tools. finish() refuses one that the
  /// program never asks for.
  void choose(const std::string &assignment);
  /// Keeps what print() says: the entries return it, as results named print_prefix + "file:line: text"; called by the tools.
  void keep_prints();
  static constexpr const char *print_prefix = "print:";
  /// Free key/value text that travels in the artifact (JSON values), e.g. set("dataset", "\"digits\""). Error where the value is no JSON.
  void set(const std::string &key, const std::string &json, Where where = Where::current());
  /// Ends construction (adds init, verifies) and gives the textual IR; called by the tools.
  std::string finish();

  Graph &graph() { return *impl; }

private:
  void add(const std::string &name, const std::vector<Argument> &arguments, const std::function<Results(const Arguments &)> &body, Where where);
  std::unique_ptr<Graph> impl;
};

} // namespace mf

#undef MF_DELETED
#ifdef __clang__
#pragma clang diagnostic pop
#endif

#include "mf/attention.h"

/// Defines the program of a source file: MF_PROGRAM(program) { program.entry(...); }
#define MF_PROGRAM(program) extern "C" __attribute__((visibility("default"))) void mf_build_program(mf::Program &program)
