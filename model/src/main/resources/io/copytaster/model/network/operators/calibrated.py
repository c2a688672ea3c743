# oneDNN with known activation scales: x86-64 processors. What enters a linear is one pass of rounding away from
# 8-bit integers; a linear's activation, rounding and residual are part of its product. All else is fp32.

def hidden_type(precision: str) -> int:
  return 6

def packed(precision: str) -> int:
  return 6

def pack(p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], weight: Tensor, bias: Tensor, scales: List[Tensor], precision: str, pairs: bool) -> List[Tensor]:
  quantized, scale = __torch__.quantization.of_rows(weight, pairs)
  out = annotate(List[Tensor], [])
  out.append(ops.onednn.qlinear_prepack(quantized, None))
  out.append(scale)
  out.append(torch.zeros_like(scale, dtype=3))
  out.append(torch.clone(bias))
  # What enters: the step between two integers, and the integer that stands for 0.
  out.append(torch.clone(scales[0][0]))
  out.append(torch.to(scales[0][1], 4))
  return out

def entering(x: Tensor, w: List[Tensor], i: int) -> Tensor:
  return torch.int_repr(torch.quantize_per_tensor(x, float(torch.item(w[i + 4])), int(torch.item(w[i + 5])), 13))

def linear(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], k: int, activation: str, precision: str) -> Tensor:
  return ops.onednn.qlinear_pointwise(x, float(torch.item(w[i + 4])), int(torch.item(w[i + 5])), w[i], w[i + 1], w[i + 2], w[i + 3], 1., 0, 6, activation, annotate(List[Optional[number]], []), "none")

def activated(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], k: int, next: int, activation: str, precision: str) -> Tensor:
  name = activation
  algorithm = "none"
  if activation == "gelu_tanh":
    name = "gelu"
    algorithm = "tanh"
  return ops.onednn.qlinear_pointwise(x, float(torch.item(w[i + 4])), int(torch.item(w[i + 5])), w[i], w[i + 1], w[i + 2], w[i + 3], float(torch.item(w[next + 4])), int(torch.item(w[next + 5])), 0, name, annotate(List[Optional[number]], []), algorithm)

def add_linear(x: Tensor, residual: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], k: int, precision: str) -> Tensor:
  # The residual's memory becomes the result's: nothing reads it afterwards.
  return ops.onednn.qlinear_pointwise(x, float(torch.item(w[i + 4])), int(torch.item(w[i + 5])), w[i], w[i + 1], w[i + 2], residual, w[i + 3], 1., 0, 6, 1., 0, "sum", 1., "none", annotate(List[Optional[number]], []), "none")

def attention_bias(bias: Tensor, heads: int) -> Tensor:
  return __torch__.attention.of_every_head(bias, heads)

def attention(qkv: Tensor, bias: Tensor, read: int) -> Tensor:
  return __torch__.attention.written_out(qkv, bias, read)
