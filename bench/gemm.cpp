// Generated matrix products against OpenBLAS, on one and two threads: GF/s side by side.
//   bench_gemm [m n k]      OPENBLAS_CORETYPE=SkylakeX keeps OpenBLAS on its AVX-512 kernels in virtual machines
#include "compiler/api/Session.h"
#include "compiler/api/TemporaryFile.h"
#include "runtime/abi/mf_abi.h"
#include <algorithm>
#include <cblas.h>
#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <omp.h>
#include <unistd.h>

extern "C" void openblas_set_num_threads(int);

namespace {
struct Shape {
  const char *what;
  int64_t m, n, k;
  bool transposeA, transposeB;
  int64_t batch = 1;
};

const Shape shapes[] = {
    {"forward", 256, 1040, 1040, false, false},      {"forward pair", 512, 1040, 1040, false, false},  {"dX = dY W^T", 512, 1040, 1040, false, true},
    {"dW = X^T dY", 1040, 1040, 512, true, false},   {"dW = X^T dY", 1040, 784, 256, true, false},     {"first layer", 256, 1040, 784, false, false},
    {"tokens", 12544, 128, 256, false, false},       {"tokens deep", 50176, 384, 96, false, false},    {"square", 1024, 1024, 1024, false, false},
    {"scores", 64, 64, 32, false, true, 256},        {"mix", 64, 32, 64, false, false, 256},           {"one row", 1, 1040, 1040, false, false},
    {"one column", 1040, 1, 1040, false, false},     {"tiny", 4, 10, 16, false, false},
};

std::string text(const Shape &s) {
  auto memref = [&](int64_t a, int64_t b) { return "memref<" + std::to_string(s.batch) + "x" + std::to_string(a) + "x" + std::to_string(b) + "xf32>"; };
  std::string x = s.transposeA ? memref(s.k, s.m) : memref(s.m, s.k), w = s.transposeB ? memref(s.n, s.k) : memref(s.k, s.n), y = memref(s.m, s.n);
  auto sizes = [](const char *name, int64_t v) { return std::string(name) + " = array<i64: " + std::to_string(v) + ">, "; };
  return "mft.kernel @g grid [] kind \"contraction\" {\n^bb0(%x: " + x + ", %w: " + w + ", %y: " + y + "):\n mft.contract lhs(%x : " + x + ") rhs(%w : " + w +
         ") attributes {" + sizes("bSizes", s.batch) + sizes("mSizes", s.m) + sizes("nSizes", s.n) + sizes("kSizes", s.k) + sizes("partSides", 1) +
         "mRank = 1 : i64, lhsMaps = [affine_map<(b, m, k) -> (b, " + (s.transposeA ? "k, m" : "m, k") + ")>], rhsMap = affine_map<(b, k, n) -> (b, " +
         (s.transposeB ? "n, k" : "k, n") + ")>} {\n^bb0(%b: index, %m: index, %n: index, %a: f32):\n" +
         "  mft.store %a, %y at affine_map<(d0, d1, d2) -> (d0, d1, d2)>(%b, %m, %n) : f32, " + y + "\n  mft.yield\n}\n}\n";
}

const mf_kernel_desc *compile(const Shape &s) {
  mf::compiler::TemporaryFile file(".mfa");
  mf::compiler::Session().compile(mf::compiler::Source::ir(text(s), "gemm.mlir")).write(mf::compiler::Emit::artifact, file.path());
  void *library = dlopen(file.path().c_str(), RTLD_NOW);
  if (!library) {
    std::fprintf(stderr, "bench_gemm: %s\n", dlerror());
    std::exit(3);
  }
  return static_cast<const mf_artifact_desc *>(dlsym(library, MF_ARTIFACT_SYMBOL))->kernels;
}

float *floats(int64_t count) {
  auto *p = static_cast<float *>(std::aligned_alloc(64, (count * 4 + 127) / 64 * 64));
  for (int64_t i = 0; i < count; ++i)
    p[i] = float((i * 7919) % 1000) / 1000 - 0.5f;
  return p;
}

void runGenerated(const mf_kernel_desc *kernel, void *const *buffers, char *scratch, int threads) {
  int64_t stride = (kernel->scratch_bytes + 4095) / 4096 * 4096;
#pragma omp parallel num_threads(threads)
  {
    int64_t t = omp_get_thread_num(), begin = kernel->blocks * t / threads, end = kernel->blocks * (t + 1) / threads;
    kernel->cpu(buffers, begin, end, scratch + t * stride);
  }
}

void runBlas(const Shape &s, const float *x, const float *w, float *y) {
  for (int64_t b = 0; b < s.batch; ++b)
    cblas_sgemm(CblasRowMajor, s.transposeA ? CblasTrans : CblasNoTrans, s.transposeB ? CblasTrans : CblasNoTrans, s.m, s.n, s.k, 1, x + b * s.m * s.k,
                s.transposeA ? s.m : s.k, w + b * s.n * s.k, s.transposeB ? s.k : s.n, 0, y + b * s.m * s.n, s.n);
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The fastest of several rounds, alternating between the two, so that a noisy neighbour meets both.
void measure(const Shape &s, int threads, const mf_kernel_desc *kernel) {
  float *x = floats(s.batch * s.m * s.k), *w = floats(s.batch * s.k * s.n), *y = floats(s.batch * s.m * s.n), *z = floats(s.batch * s.m * s.n);
  char *scratch = static_cast<char *>(std::aligned_alloc(4096, threads * ((kernel->scratch_bytes + 8191) / 4096 * 4096)));
  void *buffers[] = {x, w, y};
  openblas_set_num_threads(threads);
  double flops = 2.0 * s.batch * s.m * s.n * s.k, best[2] = {1e9, 1e9};
  int repeats = std::max(1, int(3e7 / flops));
  for (int round = 0; round < 60; ++round)
    for (int which = 0; which < 2; ++which) {
      double start = seconds();
      for (int r = 0; r < repeats; ++r)
        which ? runBlas(s, x, w, z) : runGenerated(kernel, buffers, scratch, threads);
      best[which] = std::min(best[which], (seconds() - start) / repeats);
    }
  double error = 0;
  for (int64_t i = 0; i < s.batch * s.m * s.n; ++i)
    error = std::max(error, double(std::abs(y[i] - z[i])));
  std::printf("%-13s %4lld x %5lld x %4lld x %4lld  %d thread%s %8.1f GF/s  OpenBLAS %8.1f  ratio %5.2f  blocks %lld  (difference %.1e)\n", s.what, (long long)s.batch,
              (long long)s.m, (long long)s.n, (long long)s.k, threads, threads > 1 ? "s" : " ", flops / best[0] * 1e-9, flops / best[1] * 1e-9, best[1] / best[0],
              (long long)kernel->blocks, error);
  for (void *p : {(void *)x, (void *)w, (void *)y, (void *)z, (void *)scratch})
    std::free(p);
}
} // namespace

int main(int argc, char **argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  auto both = [](const Shape &s) {
    const mf_kernel_desc *kernel = compile(s);
    for (int threads : {1, 2})
      measure(s, threads, kernel);
  };
  if (argc == 4) {
    both({"given", std::atoll(argv[1]), std::atoll(argv[2]), std::atoll(argv[3]), false, false});
    return 0;
  }
  for (const Shape &s : shapes)
    both(s);
}
