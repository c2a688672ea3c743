# Products of 8-bit integers as great as they get.

class Extremes(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  pairs : bool

  # How far any product is from exact, of a weight (N, K) with inputs that are 255 where one of its rows is positive.
  def forward(self: __torch__.Extremes, weight: Tensor) -> Tensor:
    quantized, scale = __torch__.quantization.of_rows(weight, self.pairs)
    x = torch.to(torch.gt(quantized, 0), 6) * 255.  # (N, K)
    one = torch.ones_like(scale)
    zero = torch.zeros_like(scale)
    packed = ops.onednn.qlinear_prepack(quantized, None)
    y = ops.onednn.qlinear_pointwise(torch.to(x, 0), 1., 0, packed, one, torch.to(zero, 3), zero, 1., 0, 6, "none", annotate(List[Optional[number]], []), "none")
    if self.pairs:
      # Where there is no VNNI, FBGEMM computes too.
      signed = torch._make_per_channel_quantized_tensor(quantized, one, torch.zeros_like(one, dtype=4), 0)
      z = ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(x, 1., 0, ops.quantized.linear_prepack(signed, zero))
      y = torch.stack([y, z])
    exact = torch.matmul(torch.to(x, 7), torch.transpose(torch.to(quantized, 7), 0, 1))
    return torch.to(torch.max(torch.abs(y - exact)), 6)
