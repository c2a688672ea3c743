# One linear layer, over and over: what oneDNN does of a precision when nothing else is to be done.
#
# M: rows   K: inputs   N: outputs

class Product(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  precision : str

  def prepare(self: __torch__.Product, x: Tensor, weight: Tensor) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    if self.precision == "int8":
      out.append(torch.to(torch.clamp(torch.round(x * 32. + 128.), 0, 255), 0))  # (M, K)
      scale = torch.clamp_min(torch.amax(torch.abs(weight), [1]), 1e-12) / 127.
      quantized = torch.to(torch.clamp(torch.round(weight / torch.unsqueeze(scale, 1)), -127, 127), 1)
      out.append(ops.onednn.qlinear_prepack(quantized, None))
      out.append(scale)
      out.append(torch.zeros_like(scale, dtype=3))
    else:
      dtype = 6
      if self.precision == "bf16":
        dtype = 15
      out.append(torch.to(x, dtype, False, True))
      out.append(ops.mkldnn._reorder_linear_weight(torch.to(weight, dtype), None))
    return out

  def forward(self: __torch__.Product, times: Tensor, w: List[Tensor]) -> Tensor:
    y = w[0]  # (M, N) after the first
    for i in range(int(times)):
      if self.precision == "int8":
        y = ops.onednn.qlinear_pointwise(w[0], 1. / 32., 128, w[1], w[2], w[3], None, 0.25, 128, 0, "none", annotate(List[Optional[number]], []), "")
      else:
        y = ops.mkldnn._linear_pointwise(w[0], w[1], None, "none", annotate(List[Optional[number]], []), "none")
    return y
