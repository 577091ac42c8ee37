#!/usr/bin/env python3
"""Plants small faults, one at a time, and expects the tests to see each. By hand, not in the test command.

    scripts/mutate.py BUILD [NAME ...]    plant, rebuild, test; `caught` or `SURVIVED` for each; exit code 1 where one survived
    scripts/mutate.py --list              the faults, their files and their tests
    scripts/mutate.py --check [BUILD]     whether every old text and every test is still there: seconds, nothing is built

A fault is a slip that somebody may make: a sign, an axis, a bound that is one off, a case that is forgotten. What it changes is seen by at
least one test, and the smallest ones that should see it stand beside it. A fault that survives asks for a test, not for another fault.
The tree must hold no changes; a file is put back whatever happens. Without a fault the tests are run first: one that fails then sees nothing.

Tests: "lit:REGEX" is lit's filter, "ctest:NAME" a test of ctest, "case:NAME:TITLE" one Catch2 case of it.
"""
import argparse
import json
import pathlib
import re
import signal
import subprocess
import sys
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
OPT, CROSS, RULES = "mf-opt", "mf-opt mf-crosscheck", "mf-opt mf-rulecheck"
LIMIT = 900  # seconds of a test: a fault may make a loop without an end


class Mutation(NamedTuple):
    name: str
    file: str
    old: str  # there once
    new: str
    why: str
    targets: str  # of ninja
    tests: str  # with | between


MUTATIONS = [
    # -- dialect ---------------------------------------------------------------------------------------------------------------
    Mutation("cos-slope", "dialect/mf/Elementwise.td", "auto sine = e.sin(getX()); auto slope = e.neg(sine); return {e.mul(slope, dx[0])};",
             "auto sine = e.sin(getX()); return {e.mul(sine, dx[0])};", "the sign of a slope", RULES, "lit:dialect/rules/cos"),
    Mutation("expm1-tangent", "dialect/mf/Elementwise.td", "let jvp = [{ if (!dx[0]) return {::mlir::Value()}; auto slope = e.exp(getX()); return {e.mul(slope, dx[0])}; }];",
             "let jvp = ZeroTangent.body;", "an op whose tangent is zero", RULES, "lit:dialect/rules/expm1"),
    Mutation("structural-zero", "dialect/mf/Emit.cpp", "return a ? a : neg(c);", "return a ? a : c;", "0 - c", RULES, "lit:dialect/rules/(sub|div)"),
    Mutation("max-ties", "dialect/mf/Rules.cpp", "return e.div(total, ties);", "return total;", "equal peaks share the slope", RULES, "lit:dialect/rules/reduce"),
    Mutation("gelu-constant", "dialect/mf/Decompose.cpp", "e.scale(xx, 0.044715)", "e.scale(xx, 0.04715)", "a digit of a constant", CROSS, "lit:crosscheck/gelu"),
    Mutation("sort-nan", "dialect/mf/Scalar.cpp", "isNan = compare(Direction::ne, y, y);", "isNan = compare(Direction::ne, x, x);", "NaN goes last", CROSS,
             "lit:crosscheck/sort|lit:crosscheck/worst"),
    Mutation("update-clamp", "dialect/mf/Elements.cpp", "clampIndex(b, loc, i, x.getDimSize(d) - u.getDimSize(d));", "clampIndex(b, loc, i, x.getDimSize(d) - 1);",
             "a block that would leave its array", CROSS, "lit:crosscheck/dynamic_update_slice"),
    Mutation("slice-rows", "dialect/mf/Rows.cpp", "return begin < end ? RowBlock{row.axis, size, size, begin, end}.numbered(numbers) : RowBlock();",
             "return begin < end ? RowBlock{row.axis, size, size, begin, std::max(begin + 1, end - 1)}.numbered(numbers) : RowBlock();", "rows one too short", RULES,
             "lit:dialect/rules/slice"),
    Mutation("integer-max", "dialect/mft/Combine.cpp", "max ? APInt::getSignedMinValue(width) :", "max ? APInt::getZero(width) :", "the largest of negative numbers", CROSS,
             "lit:crosscheck/reduce"),
    Mutation("mask-bound", "dialect/mft/Bounds.cpp", "case arith::CmpIPredicate::sle: return addFact(left - right, {INT64_MIN, 0}, facts);",
             "case arith::CmpIPredicate::sle: return addFact(left - right, {INT64_MIN, -1}, facts);", "a mask that lets one more through", OPT,
             "ctest:codegen/lit"),
    # -- passes ----------------------------------------------------------------------------------------------------------------
    Mutation("arena-overlap", "passes/PlanArena.cpp", "if (p->first <= a->last && a->first <= p->last)", "if (p->first < a->last && a->first < p->last)",
             "what is read while the other is written", OPT, "lit:passes/plan-arena"),
    Mutation("arena-loop", "passes/PlanArena.cpp", "a.last = std::max(a.last, end);", "a.last = std::max(a.last, begin);", "what every trip reads lives to the last", OPT,
             "lit:passes/plan-arena"),
    Mutation("idle-warning", "passes/derivatives/Path.cpp", "return {loop.getInits()[i], loop.getBody().front().getTerminator()->getOperand(i)};",
             "return {loop.getInits()[i]};", "a path through a loop's body", OPT, "lit:passes/warn-ineffective"),
    Mutation("carried-tangents", "passes/derivatives/ForwardLoop.cpp", "changed = moving[i] = true;", "moving[i] = true;", "one round instead of a fixed point", RULES,
             "lit:dialect/rules/for"),
    Mutation("backward-trip", "passes/derivatives/Transpose.cpp", "(double)((int64_t)loop.getTrips() - 1));", "(double)(int64_t)loop.getTrips());", "the last trip's number", RULES,
             "lit:dialect/rules/for"),
    Mutation("kept-draws", "passes/derivatives/Saved.cpp", "op->hasTrait<Draws>() || ", "", "draws are made again, not kept", OPT, "lit:passes/loop-gradients"),
    Mutation("spread-rows", "passes/derivatives/Rows.cpp", "from.begin - to.begin, to.end - from.end);", "to.end - from.end, from.begin - to.begin);", "the wrong moving row", RULES,
             "lit:passes/jvp-rows|lit:passes/expand-derivatives-rows|lit:dialect/rules/(add|concatenate|for)"),
    Mutation("shared-constant", "passes/partition/InPlace.cpp", "&& !isa<ReadGroupOp>(op) && !isConstant(op);", "&& !isa<ReadGroupOp>(op);", "a constant that is overwritten", CROSS,
             "lit:crosscheck/(dynamic_update_slice|scatter_add|for\\.)"),
    Mutation("late-reader", "passes/partition/Readers.cpp", "(read.position == writer.position && own);", "(read.position >= writer.position && own);", "a later kernel reads what is gone",
             CROSS, "lit:passes/partition|lit:crosscheck/(write|fused)"),
    Mutation("scatter-below", "passes/partition/kinds/Scatter.cpp", "b.create<arith::MaxSIOp>(k.loc, raw, k.constantIndex(0))", "raw", "an index below 0", CROSS,
             "lit:crosscheck/scatter_add|lit:crosscheck/worst"),
    Mutation("sort-ties", "passes/partition/kinds/Sort.cpp", "opposite(s.precedes(key(body, ofRight), key(body, ofLeft)));", "s.precedes(key(body, ofLeft), key(body, ofRight));",
             "equal keys keep their order", CROSS, "lit:crosscheck/sort"),
    # -- codegen ---------------------------------------------------------------------------------------------------------------
    Mutation("lane-quotient", "codegen/common/IndexSpace.cpp", "if (*left * (lanes - 1) >= common)", "if (*left * (lanes - 1) >= constant.getValue())",
             "lanes on both sides of a multiple of the divisor",
             CROSS + " codegen_tile_test", "ctest:codegen/tile|lit:crosscheck/strided_lanes"),
    Mutation("log1p-lost", "codegen/common/ExpMath.cpp", "lostAbove, lostBelow), u);", "lostBelow, lostAbove), u);", "swapped operands", "codegen_math_test", "ctest:codegen/math"),
    Mutation("pack-runs", "codegen/cpu/Pack.cpp", "b.createOrFold<arith::DivUIOp>(b.add(end, inner - 1), b.index(inner));", "b.createOrFold<arith::DivUIOp>(end, b.index(inner));",
             "the last run of a packed operand", CROSS + " codegen_contract_test", "ctest:codegen/contract|lit:crosscheck/convolution"),
    Mutation("tile-rest", "passes/partition/kinds/Fused.cpp", "Value depth = keepsRows() ? validOf(columns, stepsOfColumns()) : validOf(rows, stepsOfRows());", "Value depth;",
             "columns beyond the last", CROSS, "lit:crosscheck/attention"),
    Mutation("tile-clear", "passes/partition/kinds/Fused.cpp", "if (!isSum(root) || !loops.empty())", "if (!isSum(root))", "sums that begin with what memory held", CROSS,
             "lit:crosscheck/(attention|worst)"),
    Mutation("mask-bounds", "passes/fuse/Masks.cpp", "case Direction::le: return {compare(P::sle, x.low, y.high)", "case Direction::le: return {compare(P::sle, x.high, y.low)",
             "steps of which a row sees a part", CROSS, "lit:crosscheck/attention"),
    Mutation("stage-transposed", "codegen/cpu/LocalArray.cpp", "b.sub(columns, b.index(1)), rows, target)", "b.index(0), rows, target)", "one column for all", CROSS, "lit:crosscheck/attention"),
    Mutation("summed-parts", "codegen/cpu/LaneChoice.cpp", "if (op.getNumResults() == 0)", "if (op.getNumResults() == 0 || ops > 24)", "a sum's order by what is fused with it", "cache-test",
             "ctest:cache"),
    Mutation("launch-time", "codegen/cpu/Work.cpp", "target) * double(kernel.getNumBlocks());", "target);", "what is worth a team",
             OPT + " compiler-test", "ctest:codegen/lit|case:compiler:one row of a small model is the calling thread's, of a large one the team's"),
    Mutation("cuda-tail", "codegen/cuda/Mapping.cpp", "mapping.blocks = (points + piece - 1) / piece;", "mapping.blocks = points / piece;", "the last block", "cuda-tests",
             "case:cuda:elementwise: blocks and a masked tail"),
    Mutation("cuda-barrier", "codegen/cuda/Phases.cpp", "needed |= reads || written.contains(store.getBuffer());", "needed |= written.contains(store.getBuffer());",
             "a write after another's read", "cuda-tests", "case:cuda:row: phases that meet in memory wait for each other"),
    Mutation("cuda-sign-bits", "codegen/cuda/SignBits.cpp", "all_of(instruction.users(), computes)", "any_of(instruction.users(), computes)", "a subnormal that is moved and computed with",
             "cuda_bits_test", "ctest:cuda/bits"),
    Mutation("described-costs", "codegen/artifact/Descriptor.cpp", "int64(kernel.cost[3]),\n                 int64(kernel.cost[4])});",
             "int64(kernel.cost[4]),\n                 int64(kernel.cost[3])});", "two fields in the wrong order", "mfcc codegen_artifact_test", "ctest:codegen/artifact|lit:commands/explain"),
    # -- dsl -------------------------------------------------------------------------------------------------------------------
    Mutation("draw-trip", "dsl/src/Random.cpp", "by_trip ? Graph::current().trip(where) : Value()", "Value()", "the trip in the random counter", "mfcc", "lit:commands/loops"),
    Mutation("scan-backwards", "dsl/src/Loops.cpp", "Value last = number(plan.trips - 1);", "Value last = number(plan.trips);", "the first trip of a reversed scan", "mfcc",
             "lit:commands/loops"),
    Mutation("relu-tie", "dsl/src/Elementwise.cpp", "return tensor(e.max(zero, v));", "return tensor(e.max(v, zero));", "relu'(0) is 0", "mfcc", "lit:commands/tails"),
    Mutation("same-padding", "dsl/src/Contraction.cpp", "w.low[d] = needed / 2;\n    w.high[d] = needed - needed / 2;", "w.low[d] = needed - needed / 2;\n    w.high[d] = needed / 2;",
             "the odd zero stands behind", "references-test", "case:references:references: models in f64"),
    Mutation("number-end", "dsl/src/Elementwise.cpp", "number >= end)", "number > end)", "2^31 is no i32", "compiler-test", "case:compiler:numbers of every C++ type, as far as they fit"),
    # -- models ----------------------------------------------------------------------------------------------------------------
    Mutation("causal-diagonal", "dsl/src/Attention.cpp", "    return key <= query;\n", "    return key < query;\n", "a query sees itself", "attention-test", "ctest:attention"),
    Mutation("row-without-keys", "dsl/src/Attention.cpp", "select(total == 0.0, 1.0, total)", "total", "zero, and no NaN", "attention-test", "ctest:attention"),
    Mutation("rotary-turn", "models/layers/transformer.cpp", "select(first, -s, s)", "select(first, s, -s)", "a rotation", "transformer-test", "ctest:transformer"),
    Mutation("dit-gate", "models/layers/transformer.cpp", "y, width), x, 5);", "y, width), x, 2);", "the second gate", "references-test", "case:references:references: models in f64"),
    Mutation("mean-flow-sign", "models/methods/mean_flow.cpp", "stop_gradient(v - (t - r) * du_dt);", "stop_gradient(v + (t - r) * du_dt);", "the sign of the identity", "references-test",
             "case:references:references: models in f64"),
    Mutation("moving-rows", "models/methods/common/parts.cpp", "return {t, select(still, t, r), {first, rows}};", "return {t, select(still, t, r), {first + 1, rows}};",
             "a moving row without tangent", "references-test", "case:references:references: models in f64"),
    Mutation("null-class", "models/methods/common/samplers.cpp", "(double)network.o.num_classes);", "(double)(network.o.num_classes - 1));", "the null condition", "references-test",
             "case:references:references: models in f64"),
    Mutation("nucleus", "models/layers/sampling.cpp", "pad(cumsum(mass, 1), {0, 1}, {0, -1});", "cumsum(mass, 1);", "what the likelier ones have, without the token's own", "sampling-test",
             "ctest:sampling"),
    Mutation("top-k", "models/layers/sampling.cpp", "(place < o.top_k", "(place <= o.top_k", "off by one", "sampling-test", "ctest:sampling"),
    Mutation("ring-place", "models/layers/cache.cpp", "last - select(negative, wrapped, back);", "last - back;", "places behind the newest are older", "cache-test", "ctest:cache"),
    Mutation("cache-full", "models/layers/cache.cpp", "good && next <= o.size;", "good && next < o.size;", "the last place counts", "cache-test", "ctest:cache"),
    Mutation("draw-by-position", "models/program/generation.cpp", "{cache.length(), where});", "{full({}, 0, Dtype::i32), where});", "each position draws anew", "cache-test mfcc", "ctest:cache|lit:commands/generate"),
    Mutation("held-windows", "training/data/Text.cpp", "std::max<size_t>(1, length - 1)", "length", "held-out windows share a character", "mfcc", "lit:commands/generate"),
    Mutation("midpoint", "models/methods/common/samplers.cpp", "double second = 1 / (2 * alpha);", "double second = 1 / (1 + alpha);", "right for Heun alone", "codec-entries-test",
             "case:codec-entries:entries: Heun and midpoint are two rules that go where Euler goes, faster"),
    Mutation("block-mean", "models/architectures/mlp.cpp", "out_scale * y : y) / (double)o.blocks;", "out_scale * y : y);", "blocks are averaged", "references-test",
             "case:references:references: models in f64"),
    Mutation("adam-correction", "models/optimizers/optimizers.cpp", "v_scale = one / (one - pow(o.beta2, n));", "v_scale = one / (one - pow(o.beta1, n));", "the correction of v",
             "references-test", "case:references:references: optimizers in f64"),
    Mutation("ema-warm-up", "models/optimizers/optimizers.cpp", "minimum((n + 1) / (n + 10), o.ema_decay);", "minimum(n / (n + 10), o.ema_decay);", "off by one", "references-test",
             "case:references:references: optimizers in f64"),
    Mutation("plateau-patience", "models/optimizers/optimizers.cpp", "Tensor lower = bad >= (double)o.plateau_patience;", "Tensor lower = bad > (double)o.plateau_patience;", "off by one",
             "optimizers-test", "ctest:optimizers"),
    Mutation("mdct-fold", "models/tokenization/mdct.cpp", "of_da[m] = m < half ? -rising[half - 1 - m] : rising[m - half];", "of_da[m] = m < half ? rising[half - 1 - m] : rising[m - half];",
             "the sign of a quarter", "tokenization-test", "case:tokenization:mdct: definition, inverse, transpose and energy at every size, f64"),
    Mutation("kbd-window", "models/tokenization/mdct.cpp", "double at = 2.0 * (double)j / (double)hop - 1;", "double at = 2.0 * (double)j / (double)(hop + 1) - 1;", "a length of one more",
             "tokenization-test", "case:tokenization:mdct: windows"),
    # -- runtime ---------------------------------------------------------------------------------------------------------------
    Mutation("read-subnormals", "runtime/cpu/walk.c", "(0x1f80 | 0x8000 | 0x0040);", "(0x1f80 | 0x8000);", "subnormals that are read are zero", "runtime-test",
             "case:runtime:subnormals are flushed on every thread, and the caller's mode is kept"),
    Mutation("unknown-trips", "runtime/cpu/walk.c", "unknown_trips = 16;", "unknown_trips = 8;", "a loop whose length the call says", "runtime-test",
             "case:runtime:a loop counts by its trips, one of unknown length as sixteen"),
    Mutation("team-in-loop", "runtime/cpu/walk.c", "plan->team_end = behind;", "plan->team_end = i + 1;", "the team leaves behind the loop", "runtime-test",
             "case:runtime:a loop counts by its trips, one of unknown length as sixteen|case:runtime:nested loops, with a count read when the loop starts"),
    Mutation("loop-counter", "runtime/core/plan.c", "if (is_read_only(&step->counter))", "if (is_read_only(&step->counter) && step->trips < 0)", "a missing check", "runtime-test",
             "case:runtime:damaged loops"),
    Mutation("written-twice", "runtime/core/plan.c", "mine.end != other.end || (kernel->buffers[j].access & MF_WRITE))", "mine.end != other.end)", "a missing check", "runtime-test",
             "case:runtime:what a launch writes is its own"),
    Mutation("tensors-of-one-name", "runtime/core/safetensors.c", "for (int64_t i = 1; i < file->count; ++i)", "for (int64_t i = 2; i < file->count; ++i)", "off by one", "runtime-test",
             "case:runtime:malformed checkpoints are refused"),
    Mutation("left-file", "runtime/core/state.c", "  if (status)\n    unlink(beside);\n  else\n", "  if (!status)\n", "nothing stays beside a checkpoint that failed", "runtime-test",
             "case:runtime:a full disk leaves the old checkpoint as it was"),
    Mutation("no-threads", "runtime/cpu/team.c", "number >= 1 && number <= 4096", "number >= 0 && number <= 4096", "OMP_NUM_THREADS=0", "runtime-test",
             "case:runtime:OMP_NUM_THREADS counts where it is a number"),
    # -- training --------------------------------------------------------------------------------------------------------------
    Mutation("epoch-seed", "training/data/Batches.cpp", "mix64(seed, 0x65706f6368, uint64_t(epoch))", "mix64(seed, 0x65706f6368)", "every epoch has the same order", "training-test",
             "case:training:every epoch has an order of its own"),
    Mutation("held-out", "training/data/Arrays.cpp", "part->first = count;", "part->first = 0;", "examples that were trained on", "training-test",
             "case:training:arrays: rows of a .npz file, the last tenth held out"),
    Mutation("best-checkpoint", "training/Monitor.cpp", "value > info.best : value < info.best", "value < info.best : value > info.best", "the worst as the best", "training-test",
             "case:training:the best checkpoint is kept though it is old"),
    Mutation("prune-best", "training/Trainer.cpp", "if (steps[i] != info.bestStep) {", "if (steps[i] != saved) {", "the best is kept", "training-test",
             "case:training:the best checkpoint is kept though it is old"),
    Mutation("resumed-data", "training/Trainer.cpp", "*o.data, wanted, uint64_t(info.seed), info.step);", "*o.data, wanted, uint64_t(info.seed), 0);", "a resumed run sees the first examples again",
             "training-test", "case:training:a resumed run is the uninterrupted one to the bit"),
    Mutation("sample-seed", "training/Sampling.cpp", "int32_t(options.seed + k));", "int32_t(options.seed));", "every batch of samples is the first", "training-test", "case:training:sampling"),
    Mutation("stoi-silence", "training/metrics/Stoi.cpp", "kSilence = 40,", "kSilence = 45,", "the threshold of silence", "training-test",
             "case:training:the metrics of sound agree with librosa, pystoi and the definitions"),
    Mutation("kid-unbiased", "training/metrics/Features.cpp", "kernelSum(x, x, true) / (n * (n - 1))", "kernelSum(x, x, true) / (n * n)", "pairs of a row with itself", "training-test",
             "case:training:distances of feature sets agree with SciPy and scikit-learn"),
    Mutation("metrics-resume", "training/io/Metrics.cpp", "value[\"step\"] <= keepUpTo)", "value[\"step\"] < keepUpTo)", "the line of the checkpoint's own step", "training-test",
             "case:training:metrics are one object a line, and resuming drops what came later"),
    Mutation("events-resume", "training/io/Metrics.cpp", "eventHead(firstStep + 1);", "eventHead(firstStep);", "off by one", "training-test",
             "case:training:TensorBoard keeps every step over a resume"),
    Mutation("fortran-order", "training/io/Npz.cpp", "array.shape.size() > 1 ? rowMajor(array)", "array.shape.size() > 2 ? rowMajor(array)", "the wrong axis first", "training-test",
             "case:training:npy files of other types and in Fortran's order are converted"),
    Mutation("cross-fade", "training/codec/Pieces.cpp", "(double(i) + 0.5) / double(overlap)", "double(i) / double(overlap)", "half a sample", "codec-test",
             "case:codec:neighbours are cross-faded with sin^2"),
    Mutation("range-carry", "training/codec/RangeCoder.cpp", "if (sum >> 32)", "if (sum >> 33)", "a carry that is lost", "codec-test", "case:codec:carries run through bytes of ones"),
    Mutation("nan-in-range", "training/config/Reader.cpp", "if (!(x >= option.range.low && x <= option.range.high))", "if (x < option.range.low || x > option.range.high)", "NaN is in no range",
             "config-test", "case:config:config: a wrong file is refused in one line with its place"),
    # -- compiler, tools, options ----------------------------------------------------------------------------------------------
    Mutation("scope-end", "compiler/Order.cpp", "case '}': ++at, closeScope(); return;", "case '}': ++at; return;", "a value of a region that has ended", "compiler-test",
             "case:compiler:a value is there before it is used, and only in its region"),
    Mutation("executable-seed", "compiler/standalone/main.c", "(int32_t)(uint32_t)(o->seed + call)", "(int32_t)(uint32_t)o->seed", "every batch of samples is the first", "mfcc",
             "lit:commands/executable"),
    Mutation("own-row", "compiler/IndexBounds.cpp", "chosen == rows - 1 ? rows - 1 : rows", "chosen >= 0 ? rows - 1 : rows", "a row that the program chooses and the data may too", "mfcc",
             "lit:commands/index-bounds"),
    Mutation("user-exit", "tools/mfcc/main.cpp", "} catch (const UserError &e) {\n    return say(e.what(), 1);", "} catch (const UserError &e) {\n    return say(e.what(), 2);",
             "exit code 2 for the user's fault", "mfcc", "lit:commands/exit-codes"),
    Mutation("signal-exit", "tools/mfcc/main.cpp", "return say(e.what(), 128 + e.signal);", "return say(e.what(), e.signal);", "143 after SIGTERM", "mfcc", "lit:commands/processes"),
    Mutation("full-output", "tools/mfcc/main.cpp", "return mf::tool::closeStandard() || code ? code : 1;", "mf::tool::closeStandard();\n  return code;", "0 on a full disk", "mfcc",
             "lit:commands/processes"),
    Mutation("given-twice", "tools/mfcc/CommandLine.cpp", "if (values.size() > 1 && !repeats)", "if (values.size() > 2 && !repeats)", "an option that is given twice", "mfcc", "lit:commands/usage"),
    Mutation("nearest-name", "options/Nearest.h", "corner + (a[i - 1] != b[j - 1])", "corner + 1", "letters that are equal cost nothing", "config-test compiler-test",
             "case:config:config: a wrong file is refused in one line with its place"),
]


def tests_of(mutation):
    """[(kind, name, title)] of the tests of a fault. A title may hold the mark itself no more than a filter may."""
    parts = [part.split(":", 2) for part in re.split(r"\|(?=(?:lit|ctest|case):)", mutation.tests)]
    return [(kind, name, rest[0] if rest else "") for kind, name, *rest in parts]


# -- what must hold of the list ------------------------------------------------------------------------------------------------


def names_of_ctest(build):
    return {name for path in build.rglob("CTestTestfile.cmake") for name in re.findall(r"^add_test\(\[=\[(.*?)\]=\]", path.read_text(), re.M)}


def names_of_ninja(build):
    return set(re.findall(r"^build (\S+): phony", (build / "build.ninja").read_text(), re.M))


def check(build):
    """What is wrong with the list, as texts; without a build the names of targets and of ctest's tests are not looked at."""
    tests = ROOT / "tests"
    titles = {title for path in tests.rglob("*.cpp") for title in re.findall(r'TEST_CASE\("((?:[^"\\]|\\.)*)"', path.read_text())}
    files = [path.relative_to(tests).as_posix() for suffix in ("*.mlir", "*.test") for path in tests.rglob(suffix)]
    known, targets = (names_of_ctest(build), names_of_ninja(build)) if build else (None, None)
    faults = []
    for m in MUTATIONS:
        path = ROOT / m.file
        count = path.read_text().count(m.old) if path.is_file() else -1
        if count != 1:
            faults.append(f"{m.name}: {m.file}: " + ("no such file" if count < 0 else f"expected the old text once, found it {count} times: {m.old}"))
        faults += [f"{m.name}: no target {target}" for target in m.targets.split() if build and target not in targets]
        for kind, name, title in tests_of(m):
            if kind == "lit" and not any(re.search(name, file) for file in files):
                faults.append(f"{m.name}: no test fits lit's filter {name}")
            if kind == "case" and title not in titles:
                faults.append(f"{m.name}: no test case '{title}'")
            if kind != "lit" and build and name not in known:
                faults.append(f"{m.name}: ctest has no test {name}")
    names = [m.name for m in MUTATIONS]
    return faults + [f"{name}: more than one fault of this name" for name in sorted(set(names)) if names.count(name) > 1]


# -- running -------------------------------------------------------------------------------------------------------------------


class Runner:
    """Builds targets and runs tests in a build folder."""

    def __init__(self, build):
        self.build = build
        listed = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], text=True, stdout=subprocess.PIPE, check=True).stdout
        self.commands = {test["name"]: test for test in json.loads(listed)["tests"]}
        self.lit = re.search(r"^MF_LIT:\w+=(.+)$", (build / "CMakeCache.txt").read_text(), re.M)[1]

    def make(self, targets):
        """Whether it builds, and what was said."""
        done = subprocess.run(["ninja", "-C", str(self.build), *sorted(targets)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode == 0, done.stdout

    def passes(self, test):
        kind, name, title = test
        folder = self.build
        if kind == "lit":
            command = [sys.executable, self.lit, "-sv", str(self.build / "tests"), "--filter", name]
        else:
            known = self.commands[name]
            folder = next((p["value"] for p in known.get("properties", []) if p["name"] == "WORKING_DIRECTORY"), folder)
            command = known["command"] + ([re.sub(r"([,\[\]\\])", r"\\\1", title)] if title else [])
        try:
            return subprocess.run(command, cwd=folder, timeout=LIMIT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def plant(runner, m):
    """'caught', 'SURVIVED' or 'BROKEN' (it does not compile, so that it tells nothing)."""
    path = ROOT / m.file
    before = path.read_bytes()
    try:
        path.write_text(before.decode().replace(m.old, m.new))
        good, output = runner.make(m.targets.split())
        if not good:
            print(output, file=sys.stderr)
            return "BROKEN"
        return "SURVIVED" if all(runner.passes(test) for test in tests_of(m)) else "caught"
    finally:
        path.write_bytes(before)  # younger than what was built with the fault, so that ninja builds it again


def without_faults(runner, chosen):
    """Everything built and tested as it is; exits where something fails."""
    good, output = runner.make({target for m in chosen for target in m.targets.split()})
    if not good:
        sys.exit(f"{output}\nmutate: the tree does not build as it is")
    failing = [":".join(filter(None, test)) for test in sorted({test for m in chosen for test in tests_of(m)}) if not runner.passes(test)]
    if failing:
        sys.exit("mutate: without any fault these fail: " + "; ".join(failing))


def run(build, names):
    unknown = set(names) - {m.name for m in MUTATIONS}
    if unknown:
        sys.exit(f"mutate: no such fault: {', '.join(sorted(unknown))}; --list has all")
    changed = subprocess.run(["git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no"], text=True, stdout=subprocess.PIPE, check=True).stdout
    if changed:
        sys.exit(f"mutate: expected a tree without changes, got\n{changed}commit them first")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # by way of `finally`
    chosen = [m for m in MUTATIONS if not names or m.name in names]
    runner = Runner(build)
    without_faults(runner, chosen)
    results = []
    for m in chosen:
        results.append(plant(runner, m))
        print(f"{m.name}: caught" if results[-1] == "caught" else f"{results[-1]} {m.name}: {m.file}: {m.old} -> {m.new}", flush=True)
    runner.make({target for m in chosen for target in m.targets.split()})  # nothing with a fault stays in the build folder
    print(f"mutate: {len(results)} faults, {results.count('caught')} caught, {results.count('SURVIVED')} survived, {results.count('BROKEN')} did not build")
    return results.count("caught") != len(results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("build", nargs="?", type=pathlib.Path, help="a build folder")
    parser.add_argument("names", nargs="*", help="the faults to plant; all")
    parser.add_argument("--list", action="store_true", help="list the faults")
    parser.add_argument("--check", action="store_true", help="look whether the list fits the tree")
    o = parser.parse_args()
    if o.list:
        print("\n".join(f"{m.name:22} {m.file}: {m.why}; {m.tests}" for m in MUTATIONS))
        return 0
    if o.check:
        faults = check(o.build and o.build.resolve())
        print("\n".join(faults) or f"mutate: {len(MUTATIONS)} faults, each old text is there once, each test is there")
        return bool(faults)
    if not o.build:
        parser.error("expected a build folder, --list or --check")
    return run(o.build.resolve(), o.names)


if __name__ == "__main__":
    sys.exit(main())
