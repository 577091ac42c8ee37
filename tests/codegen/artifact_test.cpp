// Facts under test: the descriptor says what the module says; what cannot be compiled is an error, never a crash.
#include "codegen/api/Compile.h"
#include "dialect/mft/Mft.h"
#include "mlir/Parser/Parser.h"
#include "tests/codegen/Harness.h"
#include <cstring>
#include <fstream>
#include <sstream>

using namespace mf::test;

static bool same(const char *a, const char *b) { return a && std::strcmp(a, b) == 0; }

static const char *doubling = R"(
mft.kernel @double grid [2] kind "loop" cost [1, 2, 3, 4, 5] {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    %w = arith.addf %v, %v : f32
    mft.store %w, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
)";

TEST(descriptor) {
  std::string text = std::string("module attributes {mf.metadata = \"{\\22name\\22: \\22demo\\22}\", mf.producer = \"test 1\"} {\n") + doubling + R"(
mft.kernel @again grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    %w = arith.addf %v, %v : f32
    mft.store %w, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.constant @table dense<[1.0, 2.5]> : tensor<2xf64>
mft.constant @same dense<3> : tensor<4xi32>
mft.constant @flags dense<[true, false, true]> : tensor<3xi1>
mft.state @w role "parameter" : tensor<2x8xf32>
mft.state @steps role "counter" : tensor<i32>
mft.state @cache role "session" : tensor<3xi32>
mft.state @placed role "key" : tensor<2xi32> {offset = 72 : i64}
mft.plan @step attributes {arguments = [{name = "x", type = tensor<2x8xf32>, role = "data"}, {name = "seed", type = tensor<i64>, role = "seed"}],
                           results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 192 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  %y = mft.buffer result : memref<2x8xf32>
  %w = mft.buffer state {symbol = @w} : memref<2x8xf32>
  %t = mft.buffer arena {offset = 64 : i64} : memref<2x8xf32>
  %i = mft.buffer arena {offset = 128 : i64} : memref<i32>
  %n = mft.buffer state {symbol = @steps} : memref<i32>
  mft.launch @double(%x, %t) : memref<2x8xf32>, memref<2x8xf32>
  mft.loop counter(%i : memref<i32>) attributes {trips = 3 : i64} {
    mft.loop counter(%i : memref<i32>) count(%n : memref<i32>) {
      mft.launch @again(%t, %w) : memref<2x8xf32>, memref<2x8xf32>
    }
    mft.launch @double(%t, %w) : memref<2x8xf32>, memref<2x8xf32>
  }
  mft.launch @again(%w, %y) : memref<2x8xf32>, memref<2x8xf32>
}
})";
  Program p(text);
  if (!p)
    return;
  CHECK(same(p->producer, "test 1") && same(p->metadata, "{\"name\": \"demo\"}") && std::strncmp(p->cpu, "x86-64", 6) == 0 && !p->ptx);
  CHECK(p->num_states == 4 && same(p->states[0].array.name, "w") && same(p->states[0].array.role, "parameter") && p->states[0].array.bytes == 64);
  CHECK(p->states[0].array.dtype == MF_F32 && p->states[0].array.rank == 2 && p->states[0].array.shape[1] == 8);
  CHECK(p->states[1].array.rank == 0 && p->states[1].array.dtype == MF_I32);
  CHECK(p->states[0].region == MF_REGION_PROGRAM && p->states[0].offset == 0 && p->states[1].offset == 64);
  CHECK(p->states[2].region == MF_REGION_SESSION && p->states[2].offset == 0 && p->states[3].region == MF_REGION_PROGRAM && p->states[3].offset == 72);
  CHECK(p->region_bytes[MF_REGION_PROGRAM] == 80 && p->region_bytes[MF_REGION_SESSION] == 12);
  CHECK(p->num_constants == 3 && static_cast<const double *>(p->constants[0].data)[1] == 2.5 && static_cast<const int32_t *>(p->constants[1].data)[3] == 3);
  CHECK(p->constants[0].bytes == 16 && p->constants[0].dtype == MF_F64 && p->constants[1].bytes == 16 && p->constants[2].dtype == MF_I1);
  CHECK(std::memcmp(p->constants[2].data, "\1\0\1", 3) == 0 && reinterpret_cast<uintptr_t>(p->constants[1].data) % 64 == 0);
  CHECK(p->num_kernels == 2 && same(p->kernels[0].name, "double") && same(p->kernels[1].name, "again") && same(p->kernels[0].kind, "loop"));
  CHECK_THAT(p->kernels[0].cpu.run == p->kernels[1].cpu.run, "equal kernels share their code");
  CHECK(p->kernels[0].cpu.blocks == 2 && p->kernels[0].flops[2] == 3 && p->kernels[0].bytes_read == 4 && p->kernels[0].bytes_written == 5);
  CHECK(p->kernels[0].cpu.nanoseconds >= 0 && p->kernels[0].cpu.nanoseconds < 1000 && p->kernels[0].gpu.blocks == 0);
  CHECK(p->kernels[0].num_buffers == 2 && p->kernels[0].buffers[0].dtype == MF_F32 && p->kernels[0].buffers[0].bytes == 64);
  CHECK(p->kernels[0].buffers[0].access == MF_READ && p->kernels[0].buffers[1].access == MF_WRITE);
  CHECK_THAT(same(p->kernels[0].source, "test.mlir:3"), p->kernels[0].source);
  const mf_entry_desc &e = p->entries[0];
  CHECK(p->num_entries == 1 && same(e.name, "step") && e.num_arguments == 2 && e.num_results == 1 && e.arena_bytes == 192 && e.num_steps == 6);
  CHECK(same(e.arguments[1].name, "seed") && same(e.arguments[1].role, "seed") && e.arguments[1].dtype == MF_I64 && same(e.results[0].role, "value"));
  const mf_step_desc *s = e.steps;
  CHECK(s[0].type == MF_STEP_LAUNCH && s[0].kernel == 0 && s[0].num_buffers == 2 && s[0].buffers[0].space == MF_ARGUMENT && s[0].buffers[1].offset == 64);
  CHECK(s[1].type == MF_STEP_LOOP && s[1].body == 3 && s[1].trips == 3 && s[1].counter.offset == 128);
  CHECK(s[2].type == MF_STEP_LOOP && s[2].body == 1 && s[2].trips == -1 && s[2].count.space == MF_STATE && s[2].count.index == 1);
  CHECK(s[3].kernel == 1 && s[4].kernel == 0 && s[5].kernel == 1 && s[5].buffers[1].space == MF_RESULT);
}

/// What the compiler says of `text`: its error and the diagnostics.
static std::string complaint(const std::string &text, const std::string &cpu = "native") {
  mlir::DialectRegistry registry;
  registry.insert<mf::tile::MftDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  std::string said;
  llvm::raw_string_ostream os(said);
  mlir::ScopedDiagnosticHandler handler(&context, [&](mlir::Diagnostic &d) { os << d.getLocation() << ": " << d << "\n"; return mlir::success(); });
  auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context, "test.mlir");
  if (!module)
    return "does not parse: " + said;
  mf::codegen::CompileOptions options;
  options.cpu = cpu;
  std::string error;
  mf::codegen::compileToObject(*module, options, error);
  return said + error;
}

static void expect(const std::string &said, const std::string &part) { CHECK_THAT(said.find(part) != std::string::npos, "'" + said + "' holds '" + part + "'"); }

TEST(errors) {
  expect(complaint(doubling, "pentium"), "unknown cpu 'pentium', expected native, x86-64, x86-64-v3 or x86-64-v4");
  std::string text = doubling;
  expect(complaint(text + "mft.plan @p attributes {arguments = [], results = []} {\n  %t = mft.buffer arena : memref<2x8xf32>\n"
                          "  mft.launch @double(%t, %t) : memref<2x8xf32>, memref<2x8xf32>\n}\n"),
         "the arena pass has not run");
  expect(complaint("mft.plan @p attributes {arguments = [], results = []} {\n  %t = mft.buffer argument : memref<2xf32>\n"
                   "  mft.launch @gone(%t) : memref<2xf32>\n}\n"), "does not parse: loc(\"test.mlir\":2:8): 'mft.buffer' op expected an index below 0, got 0");
}

TEST(path_errors) {
  mlir::DialectRegistry registry;
  registry.insert<mf::tile::MftDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(doubling, &context);
  expect(mf::codegen::writeArtifact(*module, "/nowhere/at/all.mfa", {}), "/nowhere/at/all.mfa: cannot be written: ");
}

TEST(scalar_and_vector_bits_agree) {
  // one point a block and all points in one tile
  std::string body = "    %e = math.exp %v : f32\n    %t = math.tanh %e : f32\n    %l = math.log1p %t : f32\n    %m = arith.mulf %l, %v : f32\n    %s = arith.addf %m, %e : f32\n";
  auto kernel = [&](const char *name, int grid, int tile, const char *map) {
    std::string load = std::string(" at affine_map<(d0, d1) -> (") + map + ")>(%b, %j) : ";
    return std::string("mft.kernel @") + name + " grid [" + std::to_string(grid) + "] kind \"loop\" {\n^bb0(%x: memref<100xf32>, %y: memref<100xf32>, %b: index):\n  mft.tile [" +
           std::to_string(tile) + "] {\n  ^bb0(%j: index):\n    %v = mft.load %x" + load + "memref<100xf32> -> f32\n" + body + "    mft.store %s, %y" + load +
           "f32, memref<100xf32>\n  }\n}\n";
  };
  Program p(kernel("scalar", 100, 1, "d0 + d1") + kernel("vector", 1, 100, "d0 + d1"));
  Buffer x = make<float>(100, [](size_t i) { return 5 * noise(i, 5); }), y(400), z(400);
  p.run("scalar", {&x, &y});
  p.run("vector", {&x, &z});
  CHECK(std::memcmp(y.as<char>(), z.as<char>(), 400) == 0);
}
