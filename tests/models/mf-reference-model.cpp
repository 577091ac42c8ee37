// mf-reference-model OPTIONS.json [f64|f32]: prints the IR of the program that a file of tests/references/arrays describes.
#include "tests/models/reference_program.h"
#include <fstream>
#include <iostream>

int main(int argc, char **argv) try {
  if (argc < 2)
    return std::cerr << "usage: mf-reference-model OPTIONS.json [f64|f32]\n", 2;
  std::ifstream file(argv[1]);
  nlohmann::json options = nlohmann::json::parse(file);
  bool single = argc > 2 && std::string(argv[2]) == "f32";
  mf::Program program("reference", single ? mf::Dtype::f32 : mf::Dtype::f64);
  if (options.contains("architecture"))
    mf::test::build_reference_program(program, options);
  else
    mf::test::build_optimizer_program(program, options);
  std::cout << program.finish();
  return 0;
} catch (const std::exception &e) {
  std::cerr << e.what() << "\n";
  return 1;
}
