//===- Checks.cpp - what each access is checked for ---------------------------------------------===//
// Two accesses to a byte race when threads of one block make them, one writes, and neither a block
// barrier nor a barrier of their common warp lies between. Only the last writer and the last reader
// (or "many") are kept, so that a race may be missed behind a later access, never invented.
#include "tests/tools/simt/Checks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cstdlib>
#include <cstring>

namespace mf::simt {

Checks *activeChecks = nullptr;

static constexpr uint16_t many = 0xffff;

Checks::Checks(Reporter &reporter) : reporter(reporter), sharedShadow(sharedSize), warpEpochs(32) {}

void Checks::beginLaunch(llvm::ArrayRef<Buffer> buffers, llvm::ArrayRef<SharedArray> sharedArrays) {
  arrays = sharedArrays;
  std::vector<std::pair<uintptr_t, uintptr_t>> spans;
  for (const Buffer &buffer : buffers)
    spans.push_back({uintptr_t(buffer.data), uintptr_t(buffer.data) + buffer.bytes});
  llvm::sort(spans);
  ranges.clear();
  // Buffers that overlap (in-place) share their history.
  for (auto [begin, end] : spans) {
    if (!ranges.empty() && begin < ranges.back().end)
      ranges.back().end = std::max(ranges.back().end, end);
    else
      ranges.push_back({begin, end, {nullptr, std::free}});
  }
  for (Range &range : ranges)
    range.shadow.reset(static_cast<Shadow *>(std::calloc(range.end - range.begin, sizeof(Shadow))));
  launchStart = ++epoch;
}

void Checks::beginBlock() {
  blockStart = ++epoch;
  std::fill(warpEpochs.begin(), warpEpochs.end(), 0);
  // A pattern that is NaN in every float type.
  if (!arrays.empty())
    std::memset(reinterpret_cast<void *>(sharedBase), 0xff, arrays.back().offset + arrays.back().bytes + redZone);
}

Checks::Range *Checks::findRange(uintptr_t address, size_t size) {
  for (Range &range : ranges)
    if (address >= range.begin && address + size <= range.end)
      return &range;
  return nullptr;
}

bool Checks::insideShared(uintptr_t offset, size_t size) const {
  return llvm::any_of(arrays, [&](const SharedArray &a) { return offset >= a.offset && offset + size <= a.offset + a.bytes; });
}

void Checks::report(Fault fault, const Site *site, uintptr_t address, const std::string &detail) {
  reporter.add(fault, site,
               "block " + std::to_string(current->ctaid[0]) + " thread " + std::to_string(current->number) + " at 0x" +
                   llvm::utohexstr(address) + detail + " in " + site->text);
}

void *Checks::access(void *pointer, size_t size, unsigned alignment, bool write, bool atomic, const Site *site) {
  uintptr_t address = uintptr_t(pointer);
  bool shared = address >= sharedBase && address < sharedBase + sharedSize;
  if (address % alignment != 0)
    report(Fault::alignment, site, address, ", expected a multiple of " + std::to_string(alignment) + ",");
  Shadow *shadow = nullptr;
  if (shared) {
    if (insideShared(address - sharedBase, size))
      shadow = &sharedShadow[address - sharedBase];
  } else if (Range *range = findRange(address, size)) {
    shadow = &range->shadow[address - range->begin];
  }
  if (!shadow) {
    report(shared ? Fault::sharedBounds : Fault::globalBounds, site, address,
           (write ? ", write of " : ", read of ") + std::to_string(size) + " bytes");
    return scratch;
  }
  for (size_t i = 0; i < size; ++i)
    record(shadow[i], write, atomic, shared, site, address + i);
  return pointer;
}

bool Checks::orderedByWarp(unsigned otherWarp, uint32_t otherWarpEpoch) const {
  return otherWarp == current->warpId && otherWarpEpoch < warpEpochs[current->warpId];
}

void Checks::record(Shadow &shadow, bool write, bool atomic, bool shared, const Site *site, uintptr_t address) {
  uint16_t me = current->number;
  Fault race = shared ? Fault::sharedRace : Fault::globalRace;
  bool writtenHere = shadow.writeEpoch >= blockStart;
  if (shared && !write && !writtenHere)
    report(Fault::uninitializedShared, site, address, "");
  if (!shared && !atomic) {
    bool otherWrote = shadow.writeEpoch >= launchStart && shadow.writeEpoch < blockStart;
    bool otherRead = write && shadow.readEpoch >= launchStart && shadow.readEpoch < blockStart;
    if (otherWrote || otherRead)
      report(Fault::blockConflict, site, address, "");
  }
  if (!atomic && shadow.writeEpoch == epoch && shadow.writer != me &&
      !orderedByWarp(shadow.writer / warpSize, shadow.writeWarpEpoch))
    report(race, site, address, ", written by thread " + std::to_string(shadow.writer) + " without a barrier between,");
  if (write && !atomic && shadow.readEpoch == epoch && shadow.reader != me &&
      !orderedByWarp(shadow.readerWarp, shadow.readWarpEpoch))
    report(race, site, address, ", read by another thread without a barrier between,");
  uint32_t warpEpoch = warpEpochs[current->warpId];
  if (write) {
    shadow.writeEpoch = epoch;
    shadow.writeWarpEpoch = warpEpoch;
    shadow.writer = me;
    return;
  }
  bool again = shadow.readEpoch == epoch;
  shadow.reader = again && shadow.reader != me ? many : me;
  shadow.readerWarp = again && shadow.readerWarp != current->warpId ? many : current->warpId;
  shadow.readEpoch = epoch;
  shadow.readWarpEpoch = warpEpoch;
}

} // namespace mf::simt
