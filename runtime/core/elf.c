/* Looks at a file before the dynamic loader does: the loader trusts what it reads, maps beyond the end of a
 * truncated file, and runs constructors before anybody can ask what the file is. */
#include "runtime/core/internal.h"
#include <elf.h>
#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)
enum { machine = EM_X86_64, relative = R_X86_64_RELATIVE };
#elif defined(__aarch64__)
enum { machine = EM_AARCH64, relative = R_AARCH64_RELATIVE };
#else
#error "unknown machine"
#endif

typedef struct image {
  const char *path;
  const unsigned char *data;
  size_t size;
} image;

/* Whether [offset, offset + bytes) lies in the file. */
static int inside(const image *file, uint64_t offset, uint64_t bytes) {
  return offset <= file->size && bytes <= file->size - offset;
}

static mf_status truncated(const image *file, const char *part, uint64_t end) {
  return mf_fail(MF_ERROR_FORMAT, "%s: truncated artifact: %s ends at byte %llu, the file has %zu", file->path, part,
                 (unsigned long long)end, file->size);
}

static mf_status check_header(const image *file, Elf64_Ehdr *out_header) {
  if (file->size < sizeof *out_header || memcmp(file->data, ELFMAG, SELFMAG))
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: expected an ELF shared object%s", file->path,
                   file->size < sizeof *out_header ? ", got a file that is shorter than an ELF header" : "");
  memcpy(out_header, file->data, sizeof *out_header);
  if (out_header->e_ident[EI_CLASS] != ELFCLASS64 || out_header->e_ident[EI_DATA] != ELFDATA2LSB ||
      out_header->e_type != ET_DYN)
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: expected a 64-bit little-endian ELF shared object",
                   file->path);
  if (out_header->e_machine != machine)
    return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: expected code for ELF machine %d, got %d; compile it on this machine",
                   file->path, machine, out_header->e_machine);
  if (out_header->e_phentsize != sizeof(Elf64_Phdr) || out_header->e_shentsize != sizeof(Elf64_Shdr))
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: malformed ELF header", file->path);
  return MF_OK;
}

static mf_status check_segments(const image *file, const Elf64_Ehdr *header) {
  uint64_t bytes = (uint64_t)header->e_phnum * sizeof(Elf64_Phdr);
  if (!inside(file, header->e_phoff, bytes))
    return truncated(file, "the program header table", header->e_phoff + bytes);
  for (int i = 0; i < header->e_phnum; ++i) {
    Elf64_Phdr segment;
    memcpy(&segment, file->data + header->e_phoff + (uint64_t)i * sizeof segment, sizeof segment);
    if (!inside(file, segment.p_offset, segment.p_filesz))
      return truncated(file, "a segment", segment.p_offset + segment.p_filesz);
    if (segment.p_type == PT_LOAD && segment.p_filesz > segment.p_memsz)
      return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: malformed ELF segment", file->path);
  }
  return MF_OK;
}

static Elf64_Shdr section_at(const image *file, const Elf64_Ehdr *header, uint32_t index) {
  Elf64_Shdr section;
  memcpy(&section, file->data + header->e_shoff + (uint64_t)index * sizeof section, sizeof section);
  return section;
}

static mf_status check_sections(const image *file, const Elf64_Ehdr *header) {
  uint64_t bytes = (uint64_t)header->e_shnum * sizeof(Elf64_Shdr);
  if (!inside(file, header->e_shoff, bytes))
    return truncated(file, "the section header table", header->e_shoff + bytes);
  for (uint32_t i = 0; i < header->e_shnum; ++i) {
    Elf64_Shdr section = section_at(file, header, i);
    if (section.sh_type != SHT_NOBITS && section.sh_type != SHT_NULL &&
        !inside(file, section.sh_offset, section.sh_size))
      return truncated(file, "a section", section.sh_offset + section.sh_size);
  }
  return MF_OK;
}

/* Finds a defined dynamic symbol in the table; both sections lie in the file. */
static int find_symbol(const image *file, const Elf64_Shdr *symbols, const Elf64_Shdr *strings, const char *name,
                       uint64_t *out_address) {
  size_t length = strlen(name) + 1;
  for (uint64_t i = 0; i < symbols->sh_size / sizeof(Elf64_Sym); ++i) {
    Elf64_Sym symbol;
    memcpy(&symbol, file->data + symbols->sh_offset + i * sizeof symbol, sizeof symbol);
    if (symbol.st_shndx == SHN_UNDEF || symbol.st_name >= strings->sh_size ||
        strings->sh_size - symbol.st_name < length)
      continue;
    if (memcmp(file->data + strings->sh_offset + symbol.st_name, name, length))
      continue;
    *out_address = symbol.st_value;
    return 1;
  }
  return 0;
}

/* How many bytes of the file will lie at an address, and where they are in the file; 0 where none do. */
static uint64_t bytes_at(const image *file, const Elf64_Ehdr *header, uint64_t address, uint64_t *out_offset) {
  for (int i = 0; i < header->e_phnum; ++i) {
    Elf64_Phdr segment;
    memcpy(&segment, file->data + header->e_phoff + (uint64_t)i * sizeof segment, sizeof segment);
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr || address - segment.p_vaddr >= segment.p_filesz)
      continue;
    *out_offset = segment.p_offset + (address - segment.p_vaddr);
    return segment.p_filesz - (address - segment.p_vaddr);
  }
  return 0;
}

/* What the pointer at an address will be, relative to where the object is loaded: the linker leaves it in a
 * relocation, or in place. */
static uint64_t pointer_at(const image *file, const Elf64_Ehdr *header, uint64_t address) {
  for (uint32_t i = 0; i < header->e_shnum; ++i) {
    Elf64_Shdr section = section_at(file, header, i);
    for (uint64_t r = 0; section.sh_type == SHT_RELA && r < section.sh_size / sizeof(Elf64_Rela); ++r) {
      Elf64_Rela relocation;
      memcpy(&relocation, file->data + section.sh_offset + r * sizeof relocation, sizeof relocation);
      if (relocation.r_offset == address && ELF64_R_TYPE(relocation.r_info) == relative)
        return (uint64_t)relocation.r_addend;
    }
  }
  uint64_t offset, value = 0;
  if (bytes_at(file, header, address, &offset) >= sizeof value)
    memcpy(&value, file->data + offset, sizeof value);
  return value;
}

/* The descriptor's version and CPU, as they are in the file. */
static mf_status check_descriptor(const image *file, const Elf64_Ehdr *header, uint64_t address) {
  uint64_t offset, magic, text, size = bytes_at(file, header, address, &offset);
  uint32_t version;
  /* the version stands at the same place in all versions */
  if (size < offsetof(mf_artifact_desc, reserved))
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: '%s' holds no descriptor", file->path, MF_ARTIFACT_SYMBOL);
  memcpy(&magic, file->data + offset + offsetof(mf_artifact_desc, magic), sizeof magic);
  memcpy(&version, file->data + offset + offsetof(mf_artifact_desc, abi_version), sizeof version);
  mf_status status = mf_artifact_check_version(file->path, magic, version);
  if (status)
    return status;
  if (size < sizeof(mf_artifact_desc))
    return mf_fail(MF_ERROR_FORMAT, "%s: damaged artifact: header: shorter than a descriptor (got %llu)", file->path, (unsigned long long)size);
  uint64_t bytes = bytes_at(file, header, pointer_at(file, header, address + offsetof(mf_artifact_desc, cpu)), &text);
  if (!bytes || !memchr(file->data + text, 0, bytes))
    return mf_fail(MF_ERROR_FORMAT, "%s: damaged artifact: header: no producer, cpu or metadata", file->path);
  return mf_cpu_check(file->path, (const char *)file->data + text, mf_cpu_level());
}

mf_status mf_elf_check(const char *path, const unsigned char *data, size_t size) {
  image file = {path, data, size};
  Elf64_Ehdr header;
  mf_status status = check_header(&file, &header);
  if (!status)
    status = check_segments(&file, &header);
  if (!status)
    status = check_sections(&file, &header);
  if (status)
    return status;
  for (uint32_t i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr symbols = section_at(&file, &header, i);
    if (symbols.sh_type != SHT_DYNSYM || symbols.sh_link >= header.e_shnum)
      continue;
    Elf64_Shdr strings = section_at(&file, &header, symbols.sh_link);
    uint64_t address;
    if (strings.sh_type == SHT_STRTAB && find_symbol(&file, &symbols, &strings, MF_ARTIFACT_SYMBOL, &address))
      return check_descriptor(&file, &header, address);
  }
  return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: a shared object without the symbol '%s'", path,
                 MF_ARTIFACT_SYMBOL);
}
