# FBGEMM with known activation scales: x86-64 processors without VNNI. Weights are packed once, and what enters a linear is
# rounded while it is packed; what leaves is fp32, as all else is.

def hidden_type(precision: str) -> int:
  return 6

def packed(precision: str) -> int:
  return 0

def pack(p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], weight: Tensor, bias: Tensor, scales: List[Tensor], precision: str, pairs: bool) -> List[Tensor]:
  quantized, scale = __torch__.quantization.of_rows(weight, pairs)
  signed = torch._make_per_channel_quantized_tensor(quantized, scale, torch.zeros_like(scale, dtype=4), 0)
  p.append(ops.quantized.linear_prepack(signed, torch.clone(bias)))
  s += [float(torch.item(scales[0][0])), float(torch.item(scales[0][1]))]
  return annotate(List[Tensor], [])

def entering(x: Tensor, s: List[float], k: int) -> Tensor:
  return x

def linear(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  y = ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(x, s[2 * k], int(s[2 * k + 1]), p[k])
  return __torch__.activation.applied(y, activation)

def activated(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  return __torch__.operators.linear(x, w, i, p, s, k, activation, precision)

def add_linear(x: Tensor, residual: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, precision: str) -> Tensor:
  return torch.add_(__torch__.operators.linear(x, w, i, p, s, k, "none", precision), residual)

def attention_bias(bias: Tensor, heads: int) -> Tensor:
  return __torch__.attention.of_every_head(bias, heads)

def attention(qkv: Tensor, bias: Tensor, read: int) -> Tensor:
  return __torch__.attention.written_out(qkv, bias, read)
