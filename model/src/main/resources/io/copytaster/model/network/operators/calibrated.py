# oneDNN with known activation scales: x86-64 processors. What enters a linear is one pass of rounding away from
# 8-bit integers; a linear's activation, rounding and residual are part of its product. All else is fp32.

def hidden_type(precision: str) -> int:
  return 6

def packed(precision: str) -> int:
  return 4

def pack(p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], weight: Tensor, bias: Tensor, scales: List[Tensor], precision: str, pairs: bool) -> List[Tensor]:
  quantized, scale = __torch__.quantization.of_rows(weight, pairs)
  out = annotate(List[Tensor], [])
  out.append(ops.onednn.qlinear_prepack(quantized, None))
  out.append(scale)
  out.append(torch.zeros_like(scale, dtype=3))
  out.append(torch.clone(bias))
  s += [float(torch.item(scales[0][0])), float(torch.item(scales[0][1]))]
  return out

def entering(x: Tensor, s: List[float], k: int) -> Tensor:
  q = torch.quantize_per_tensor(x, s[2 * k], int(s[2 * k + 1]), 13)
  # The integers where they are: int_repr() copies them one by one.
  integers = torch.empty([0], dtype=0)
  return torch.set_(integers, q, 0, [x.size(0), x.size(1)], [x.size(1), 1])

def linear(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  return ops.onednn.qlinear_pointwise(x, s[2 * k], int(s[2 * k + 1]), w[i], w[i + 1], w[i + 2], w[i + 3], 1., 0, 6, activation, annotate(List[Optional[number]], []), "none")

def activated(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  name = activation
  algorithm = "none"
  if activation == "gelu_tanh":
    name = "gelu"
    algorithm = "tanh"
  return ops.onednn.qlinear_pointwise(x, s[2 * k], int(s[2 * k + 1]), w[i], w[i + 1], w[i + 2], w[i + 3], s[2 * k + 2], int(s[2 * k + 3]), 0, name, annotate(List[Optional[number]], []), algorithm)

def add_linear(x: Tensor, residual: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, precision: str) -> Tensor:
  # The residual's memory becomes the result's: nothing reads it afterwards.
  return ops.onednn.qlinear_pointwise(x, s[2 * k], int(s[2 * k + 1]), w[i], w[i + 1], w[i + 2], residual, w[i + 3], 1., 0, 6, 1., 0, "sum", 1., "none", annotate(List[Optional[number]], []), "none")

def attention_bias(bias: Tensor, heads: int) -> Tensor:
  return __torch__.attention.of_every_head(bias, heads)

def attention(qkv: Tensor, bias: Tensor, read: int) -> Tensor:
  return __torch__.attention.written_out(qkv, bias, read)
