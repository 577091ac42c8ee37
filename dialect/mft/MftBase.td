//===- MftBase.td - the dialect of kernels and plans, and its attributes ------------------------===//
#ifndef MFT_BASE
#define MFT_BASE

include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def Mft_Dialect : Dialect {
  let name = "mft";
  let cppNamespace = "::mf::tile";
  let summary = "block programs on tiles";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect"];
  let usePropertiesForAttributes = 1;
  let useDefaultAttributePrinterParser = 1;
}

class Mft_Op<string mnemonic, list<Trait> traits = []> : Op<Mft_Dialect, mnemonic, traits>;

def Mft_Combiner : I32EnumAttr<"Combiner", "how a reduction combines two values", [
    I32EnumAttrCase<"sum", 0>, I32EnumAttrCase<"prod", 1>, I32EnumAttrCase<"max", 2>, I32EnumAttrCase<"min", 3>]> {
  let cppNamespace = "::mf::tile";
  let genSpecializedAttr = 0;
}
def Mft_CombinerAttr : EnumAttr<Mft_Dialect, Mft_Combiner, "combiner"> {
  let assemblyFormat = "`<` $value `>`";
}
def Mft_CombinerArray : TypedArrayAttrBase<Mft_CombinerAttr, "combiners">;

def Mft_Space : I32EnumAttr<"Space", "where a buffer of a plan lives", [
    I32EnumAttrCase<"arena", 0>, I32EnumAttrCase<"argument", 1>, I32EnumAttrCase<"result", 2>,
    I32EnumAttrCase<"state", 3>, I32EnumAttrCase<"constant", 4>]> {
  let cppNamespace = "::mf::tile";
  let genSpecializedAttr = 0;
}
def Mft_SpaceAttr : EnumAttr<Mft_Dialect, Mft_Space, "space"> {
  let assemblyFormat = "$value";
}

#endif // MFT_BASE
