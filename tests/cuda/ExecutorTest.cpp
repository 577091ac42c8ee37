// The executor itself: kernels broken on purpose are caught; plans run; errors are clear.
#include "tests/cuda/Harness.h"
#include "dialect/mft/Mft.h"
#include "mlir/Parser/Parser.h"
#include "tests/tools/simt/Plan.h"
#include <catch2/catch.hpp>
#include <cstring>

using namespace mf::test;
using mf::simt::Fault;

static bool caught(const std::vector<mf::simt::Report> &reports, Fault fault) {
  for (const mf::simt::Report &report : reports) {
    CHECK(report.kernel == "kernel");
    if (report.fault == fault)
      return true;
  }
  return false;
}

TEST_CASE("executor: the kernel from which the broken ones are made is clean") {
  std::vector<float> data(64, 1);
  for (size_t i = 0; i < 64; ++i)
    data[i] = i;
  CHECK(runIr("reverse.ll", 64, data).empty());
  for (size_t i = 0; i < 64; ++i)
    CHECK(data[i] == 63 - i);
}

TEST_CASE("executor: broken kernels are caught") {
  std::vector<float> data(64, 1);
  CHECK(caught(runIr("missing-barrier.ll", 64, data), Fault::sharedRace));
  CHECK(caught(runIr("missing-barrier.ll", 64, data), Fault::uninitializedShared));
  CHECK(caught(runIr("shared-bounds.ll", 64, data), Fault::sharedBounds));
  CHECK(caught(runIr("divergent-barrier.ll", 64, data), Fault::divergentBarrier));
  CHECK(caught(runIr("exit-before-barrier.ll", 64, data), Fault::divergentBarrier));
  CHECK(caught(runIr("divergent-shuffle.ll", 64, data), Fault::deadlock));
  CHECK(caught(runIr("misaligned.ll", 64, data), Fault::alignment));
  // One element short, then two blocks that write the same elements.
  std::vector<float> small(63, 1);
  CHECK(caught(runIr("reverse.ll", 64, small), Fault::globalBounds));
  CHECK(caught(runIr("reverse.ll", 64, data, 2), Fault::blockConflict));
}

TEST_CASE("lowering: errors say what was expected") {
  std::string empty = "mft.kernel @k grid [1] kind \"loop\" {\n^bb0(%x: memref<4xf32>, %b: index):\n}";
  CHECK(diagnosticsOf(empty, "sm_13") ==
        "unknown CUDA chip 'sm_13', expected one of sm_75, sm_80, sm_86, sm_87, sm_89, sm_90, sm_90a\n");
  std::string name = "mft.kernel @\"a.b\" grid [1] kind \"loop\" {\n^bb0(%x: memref<4xf32>, %b: index):\n}";
  CHECK(diagnosticsOf(name) == "expected a kernel name of letters, digits and '_', got 'a.b'\n");
}

static const char *loopPlan = R"(
mft.constant @step dense<[1.5, 2.5, 3.5]> : tensor<3xf32>
mft.constant @flags dense<[true, false, true]> : tensor<3xi1>
mft.state @weight role "parameter" : tensor<3xf32>
// weight += x + step where flag, and trip number into the result's last row read
mft.kernel @update grid [1] kind "loop" {
^bb0(%w: memref<3xf32>, %x: memref<3xf32>, %s: memref<3xf32>, %f: memref<3xi1>, %t: memref<3xf32>, %b: index):
  mft.tile [3] {
  ^bb0(%j: index):
    %a = mft.load %w at affine_map<(j) -> (j)>(%j) : memref<3xf32> -> f32
    %c = mft.load %x at affine_map<(j) -> (j)>(%j) : memref<3xf32> -> f32
    %d = mft.load %s at affine_map<(j) -> (j)>(%j) : memref<3xf32> -> f32
    %p = mft.load %f at affine_map<(j) -> (j)>(%j) : memref<3xi1> -> i1
    %e = arith.addf %c, %d : f32
    mft.store %e, %t at affine_map<(j) -> (j)>(%j) : f32, memref<3xf32>
    %n = arith.addf %a, %e : f32
    %m = arith.select %p, %n, %a : f32
    mft.store %m, %w at affine_map<(j) -> (j)>(%j) : f32, memref<3xf32>
  }
}
mft.kernel @count grid [1] kind "loop" {
^bb0(%c: memref<1xi32>, %t: memref<3xf32>, %y: memref<3xf32>, %b: index):
  mft.tile [3] {
  ^bb0(%j: index):
    %n = mft.load %c at affine_map<(j) -> (0)>(%j) : memref<1xi32> -> i32
    %f = arith.sitofp %n : i32 to f32
    %v = mft.load %t at affine_map<(j) -> (j)>(%j) : memref<3xf32> -> f32
    %s = arith.addf %f, %v : f32
    mft.store %s, %y at affine_map<(j) -> (j)>(%j) : f32, memref<3xf32>
  }
}
mft.plan @train attributes {arguments = [{name = "x", type = tensor<3xf32>, role = "data"}, {name = "n", type = tensor<1xi32>, role = "data"}],
                            results = [{name = "y", type = tensor<3xf32>}], arenaBytes = 192 : i64} {
  %x = mft.buffer argument : memref<3xf32>
  %n = mft.buffer argument {index = 1 : i64} : memref<1xi32>
  %y = mft.buffer result : memref<3xf32>
  %w = mft.buffer state {symbol = @weight} : memref<3xf32>
  %s = mft.buffer constant {symbol = @step} : memref<3xf32>
  %f = mft.buffer constant {symbol = @flags} : memref<3xi1>
  %t = mft.buffer arena {offset = 64 : i64} : memref<3xf32>
  %c = mft.buffer arena {offset = 128 : i64} : memref<1xi32>
  mft.loop counter(%c : memref<1xi32>) count(%n : memref<1xi32>) {
    mft.launch @update(%w, %x, %s, %f, %t) : memref<3xf32>, memref<3xf32>, memref<3xf32>, memref<3xi1>, memref<3xf32>
    mft.launch @count(%c, %t, %y) : memref<1xi32>, memref<3xf32>, memref<3xf32>
  }
}
)";

template <typename T> static mf::simt::Bytes bytesOf(const std::vector<T> &values) {
  mf::simt::Bytes bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}
static std::vector<float> floatsOf(const mf::simt::Bytes &bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

TEST_CASE("plan: arguments, constants, state, arena and a counted loop") {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  mf::cuda::prepareContext(context);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(loopPlan, &context);
  REQUIRE(module);
  std::map<std::string, mf::simt::Bytes> inputs = {
      {"x", bytesOf<float>({1, 2, 3})}, {"n", bytesOf<int32_t>({4})}, {"weight", bytesOf<float>({10, 20, 30})}};
  auto run = mf::simt::runPlan(*module, "train", inputs);
  if (!run)
    FAIL(llvm::toString(run.takeError()));
  CHECK(run->summary == "");
  CHECK(floatsOf(run->states["weight"]) == std::vector<float>{20, 20, 56});
  CHECK(floatsOf(run->results["y"]) == std::vector<float>{5.5, 7.5, 9.5});
  inputs.erase("x");
  auto missing = mf::simt::runPlan(*module, "train", inputs);
  CHECK(llvm::toString(missing.takeError()) == "expected an array for 'x'");
  auto unknown = mf::simt::runPlan(*module, "test", inputs);
  CHECK(llvm::toString(unknown.takeError()) == "no plan 'test', the module has: train");
}
