; A shuffle of all lanes under a condition, while the other lanes wait at the barrier.
target triple = "nvptx64-nvidia-cuda"
@tile = internal addrspace(3) global [64 x float] undef, align 16
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @llvm.nvvm.barrier0()
declare i32 @llvm.nvvm.shfl.sync.bfly.i32(i32, i32, i32, i32)
define ptx_kernel void @kernel(ptr %x) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %from = getelementptr float, ptr %x, i32 %t
  %v = load float, ptr %from, align 4
  %slot = getelementptr float, ptr addrspace(3) @tile, i32 %t
  store float %v, ptr addrspace(3) %slot, align 4
  %some = icmp ult i32 %t, 16
  br i1 %some, label %exchange, label %join
exchange:
  %e = call i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %t, i32 1, i32 31)
  br label %join
join:
  call void @llvm.nvvm.barrier0()
  %r = sub i32 63, %t
  %other = getelementptr float, ptr addrspace(3) @tile, i32 %r
  %w = load float, ptr addrspace(3) %other, align 4
  store float %w, ptr %from, align 4
  ret void
}
